/* What client and server of one-server-many-clients agree on: names and the structure in the shared memory. */
#ifndef OSMC_H
#define OSMC_H

#include "example.h"

#define SHARED_MEM "ApplicationSpecificSharedMem"
#define EXEC_EVENT "ApplicationSpecificExec"
#define DONE_EVENT "ApplicationSpecificDone"
#define FREE_MUTEX "ApplicationSpecificFree"
#define SERVER_MUTEX "ApplicationSpecificServer"

/* The client writes the first two fields and the request, under the mutex; the server the others. Both texts end with
 * a zero. */
typedef struct {
  DWORD client;   /* process id of who asks */
  DWORD sequence; /* counts the requests of all clients */
  DWORD server;   /* process id of who answers */
  DWORD answered; /* the sequence of the request that the reply belongs to */
  char request[248];
  char reply[248];
} Exchange;

_Static_assert(sizeof(Exchange) == 512, "the structure is 512 bytes long");

#endif
