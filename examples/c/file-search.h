/* What client and server of file-search agree on: names, and one WIN32_FIND_DATAW as the record. */
#ifndef FILE_SEARCH_H
#define FILE_SEARCH_H

#include "example.h"
#include <wchar.h>

#define NEW_DATA "Global\\IPC_Test_ServerNewData"
#define READ_FINISH "Global\\IPC_Test_ClientReadFinish"
#define LOCK_MUTEX "Global\\IPC_Test_LockMutex"
#define RECORD "Global\\www.cpp-blog.com"

_Static_assert(sizeof(WIN32_FIND_DATAW) == 592, "the record is 592 bytes long");

/* Who had the mutex may have died with it: mended, that is no reason to stop. */
static inline int take(HANDLE mutex, int mended) {
  DWORD waited = WaitForSingleObject(mutex, INFINITE);
  return waited == WAIT_OBJECT_0 || (mended && waited == WAIT_ABANDONED);
}

#endif
