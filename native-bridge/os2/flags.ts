/** Memory and process flags, from bsememf.h, bsedos.h and pmwin.h. */
import { spelling } from '../flag-names.ts'

export const PAG_READ = 0x0000_0001
export const PAG_WRITE = 0x0000_0002
export const PAG_EXECUTE = 0x0000_0004
export const PAG_GUARD = 0x0000_0008
export const PAG_COMMIT = 0x0000_0010
export const PAG_DECOMMIT = 0x0000_0020
export const PAG_SHARED = 0x0000_2000
export const PAG_FREE = 0x0000_4000
export const PAG_BASE = 0x0001_0000
export const OBJ_TILE = 0x0000_0040
export const OBJ_GETTABLE = 0x0000_0100
export const OBJ_GIVEABLE = 0x0000_0200
/** To DosSetMem what OBJ_ANY is to DosAllocSharedMem: both have the same value. */
export const PAG_DEFAULT = 0x0000_0400
export const OBJ_ANY = 0x0000_0400

/** Any one of these makes memory accessible at all. */
export const fPERM_ACCESS = PAG_READ | PAG_WRITE | PAG_EXECUTE
/** What DosGiveSharedMem and DosGetSharedMem accept. */
export const fPERM = fPERM_ACCESS | PAG_GUARD
/** What DosAllocSharedMem accepts. */
export const fALLOCSHR = fPERM | PAG_COMMIT | OBJ_TILE | OBJ_GETTABLE | OBJ_GIVEABLE | OBJ_ANY

export const EXEC_SYNC = 0
export const EXEC_ASYNC = 1
export const EXEC_ASYNCRESULT = 2
export const DCWA_PROCESS = 0
export const DCWA_PROCESSTREE = 1
export const DCWW_WAIT = 0
export const DCWW_NOWAIT = 1
export const TC_EXIT = 0
export const TC_KILLPROCESS = 3
export const TC_EXCEPTION = 4

export const DC_SEM_SHARED = 0x0001
export const DCE_POSTONE = 0x0800
export const DCE_AUTORESET = 0x1000
export const SEM_IMMEDIATE_RETURN = 0
export const SEM_INDEFINITE_WAIT = -1

export const NULLHANDLE = 0
export const HWND_OBJECT = 2
export const HWND_BOTTOM = 4

const memoryFlags = {
  PAG_READ,
  PAG_WRITE,
  PAG_EXECUTE,
  PAG_GUARD,
  PAG_COMMIT,
  OBJ_TILE,
  OBJ_GETTABLE,
  OBJ_GIVEABLE,
  OBJ_ANY,
  PAG_SHARED,
  PAG_FREE,
  PAG_BASE,
}
const setMemFlags = { PAG_READ, PAG_WRITE, PAG_EXECUTE, PAG_GUARD, PAG_COMMIT, PAG_DECOMMIT, PAG_DEFAULT }

/** As DosCreateEventSem and DosCreateMutexSem do. */
export const semaphoreFlagNames = spelling({ DC_SEM_SHARED, DCE_POSTONE, DCE_AUTORESET })
/** As DosAllocSharedMem, Give, Get and DosQueryMem understand them. */
export const flagNames = spelling(memoryFlags)
/** As DosSetMem does. */
export const setMemFlagNames = spelling(setMemFlags)
