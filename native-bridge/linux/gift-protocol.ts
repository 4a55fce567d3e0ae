/**
 * How a giver asks the memory agent of another process to map a section: messages on the agent's control
 * queue. System V has no Give of its own; both sides' calls here are real ones.
 */
import { structure } from '../structure.ts'

/** Message types on a control queue. Answers go to `answerType` of the asking thread. */
export const GIFT_TYPE = 1
export const STOP_TYPE = 2
const ANSWERS = 2 ** 32
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
  size: 'u32',
  shmid: 'u32',
  readOnly: 'u32',
})

export const ANSWER = structure('ANSWER', {
  question: 'u32',
  /** The error number of the agent's shmat; 0 when it succeeded. */
  errno: 'u32',
  /** 1 when the process had the section mapped already, and nothing was done. */
  held: 'u32',
  /** When the agent's shmat began and ended, in nanoseconds. */
  start: 'f64',
  end: 'f64',
})
