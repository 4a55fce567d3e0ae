/** Win32's calls that search for files, in words. */
import { unlessFailed } from './winapi-failures.ts'
import { type CallWords, text } from './words.ts'

const ERROR_NO_MORE_FILES = 18
const NO_SEARCH = 'the handle is none of a search, or has been closed'

export const fileCalls: Record<string, CallWords> = {
  FindFirstFile: {
    next: (args) => `will look for what is named like ${text(args, 'lpFileName')}`,
    done: (args, who) =>
      `${who} began a search for ${text(args, 'lpFileName')}, and found “${text(args, 'cFileName')}”. The handle of the ` +
      'search finds the others, one with each call; it is no handle of an object in the kernel.',
    failures: {
      ERROR_FILE_NOT_FOUND: 'nothing there has such a name',
      ERROR_PATH_NOT_FOUND: 'there is no such folder, or its path is too long',
      ERROR_ACCESS_DENIED: 'the folder may not be read',
      ERROR_DIRECTORY: 'what is to be a folder is a file',
    },
    detail: (call) => unlessFailed(call, `${text(call.args, 'lpFileName')} → ${text(call.args, 'cFileName')}`),
    predicts: { results: ['NO_ERROR', 'ERROR_PATH_NOT_FOUND', 'ERROR_ACCESS_DENIED'] },
  },
  FindNextFile: {
    next: () => 'will look for the next one that fits',
    done: (args, who, { code }) =>
      code === ERROR_NO_MORE_FILES
        ? `${who} got FALSE, and GetLastError tells 18: no more files. That ends the search of this folder, and is no failure.`
        : `${who} found “${text(args, 'cFileName')}”.`,
    failures: { ERROR_INVALID_HANDLE: NO_SEARCH },
    detail: (call) =>
      unlessFailed(call, call.result.code === ERROR_NO_MORE_FILES ? 'no more files' : text(call.args, 'cFileName')),
    predicts: { results: ['NO_ERROR', 'ERROR_NO_MORE_FILES'] },
  },
  FindClose: {
    next: () => 'will end the search',
    done: (_args, who) => `${who} ended the search, and with it what Windows has read of the folder.`,
    failures: { ERROR_INVALID_HANDLE: NO_SEARCH },
    minor: true,
    detail: (call) => unlessFailed(call, call.object ?? text(call.args, 'hFindFile')),
  },
}
