/**
 * How a giver asks the memory agent of another process to map a section: messages on the agent's control
 * queue. System V has no Give of its own; both sides' calls here are real ones.
 */
import { structure } from '../structure.ts'

/** Message types on a control queue. Answers go to `answerType` of the asking thread. */
export const GIFT_TYPE = 1
export const STOP_TYPE = 2
const ANSWERS = 2 ** 32
/** Below are all types that are none of an answer. */
export const LAST_QUESTION_TYPE = ANSWERS - 1
/** Thread ids are unique in the system, so two givers never take each other's answers. */
export const answerType = (tid: number) => ANSWERS + tid

/** The semaphore of a control queue's presence set that is 1 while its agent lives. */
export const AGENT_PRESENCE = 1

export const GIFT = structure('GIFT', {
  /** The asking thread. */
  tid: 'u32',
  /** Comes back in the answer, so that what a killed giver left unread is not taken for it. */
  question: 'u32',
  address: 'u32',
  shmid: 'u32',
  readOnly: 'u32',
  /** What the giver's personality tells the receiver's. */
  tag: 'u32',
})

export const ANSWER = structure('ANSWER', {
  question: 'u32',
  /** The error number of the agent's shmat; 0 when it succeeded. */
  attachErrno: 'u32',
  /** 1 when the process had the section mapped already, and nothing was done. */
  held: 'u32',
  /** The error number of its mprotect, with which a reader loses the right to write. */
  protectErrno: 'u32',
  /** When the two calls began and ended, in nanoseconds. */
  attachStart: 'f64',
  attachEnd: 'f64',
  protectStart: 'f64',
  protectEnd: 'f64',
})
