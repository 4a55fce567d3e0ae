/** Win32's flags as the sources spell them. The numbers: winnt.h and winbase.h. */
import { spelling } from '../flag-names.ts'
import * as winnt from '../winnt.ts'

export * from '../winnt.ts'

const { PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY } = winnt
const { PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY } = winnt
const { SEC_FILE, SEC_IMAGE, SEC_RESERVE, SEC_COMMIT, SEC_NOCACHE, SEC_WRITECOMBINE, SEC_LARGE_PAGES } = winnt
const { FILE_MAP_COPY, FILE_MAP_WRITE, FILE_MAP_READ, FILE_MAP_EXECUTE, FILE_MAP_ALL_ACCESS } = winnt
const { DELETE, READ_CONTROL, WRITE_DAC, WRITE_OWNER, SYNCHRONIZE } = winnt
const { GENERIC_ALL, GENERIC_EXECUTE, GENERIC_WRITE, GENERIC_READ, MAXIMUM_ALLOWED } = winnt
const { EVENT_QUERY_STATE, EVENT_MODIFY_STATE, EVENT_ALL_ACCESS, MUTEX_MODIFY_STATE, MUTEX_ALL_ACCESS } = winnt
const { DUPLICATE_CLOSE_SOURCE, DUPLICATE_SAME_ACCESS, SEE_MASK_NOCLOSEPROCESS } = winnt

const standard = { DELETE, READ_CONTROL, WRITE_DAC, WRITE_OWNER, SYNCHRONIZE }
const generic = { GENERIC_ALL, GENERIC_EXECUTE, GENERIC_WRITE, GENERIC_READ, MAXIMUM_ALLOWED }

export const protectionNames = spelling({
  ...{ PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_WRITECOPY },
  ...{ PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY },
  ...{ SEC_FILE, SEC_IMAGE, SEC_RESERVE, SEC_COMMIT, SEC_NOCACHE, SEC_WRITECOMBINE, SEC_LARGE_PAGES },
})
export const mapAccessNames = spelling(
  { FILE_MAP_COPY, FILE_MAP_WRITE, FILE_MAP_READ, FILE_MAP_EXECUTE, ...standard, ...generic },
  { FILE_MAP_ALL_ACCESS },
)
export const eventAccessNames = spelling(
  { EVENT_QUERY_STATE, EVENT_MODIFY_STATE, ...standard, ...generic },
  { EVENT_ALL_ACCESS },
)
export const mutexAccessNames = spelling({ MUTEX_MODIFY_STATE, ...standard, ...generic }, { MUTEX_ALL_ACCESS })
export const duplicateNames = spelling({ DUPLICATE_CLOSE_SOURCE, DUPLICATE_SAME_ACCESS })
export const executeMaskNames = spelling({ SEE_MASK_NOCLOSEPROCESS }, { SEE_MASK_DEFAULT: 0 })
