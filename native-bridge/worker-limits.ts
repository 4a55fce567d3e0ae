/**
 * V8 reserves 512 MB of addresses for each thread's code, on Linux sometimes just above the heap. For the main
 * thread that ends below 0x6600_0000; two more such reservations would cover the shared arena's upper slots, and
 * the process could be given nothing. So much is enough for a participant's code.
 *
 * Its heap is collected early: a participant makes a record of each call and keeps none.
 */
export const workerLimits = { codeRangeSizeMb: 16, maxYoungGenerationSizeMb: 2 }
