import { expect, test } from 'vitest'
import { attachmentsIn } from './reclaim.ts'

const MAPS = `\
00400000-00b0c000 r--p 00000000 fe:00 1234                              /usr/local/bin/node
6ffe0000-6ffe1000 rw-s 00000000 00:01 98307                             /SYSV6ffe0000 (deleted)
6ffe1000-6ffe2000 ---s 00001000 00:01 98307                             /SYSV6ffe0000 (deleted)
6fff0000-6fff2000 r--s 00000000 00:01 0                                 /SYSV6fff0000 (deleted)
7f1c00000000-7f1c00001000 rw-s 00000000 00:01 5                         /SYSV58123456 (deleted)
7f1c20000000-7f1c20001000 rw-p 00000000 00:00 0
`

test('each attachment is told of once, the one with the id 0 as well', () => {
  expect(attachmentsIn(MAPS)).toEqual([
    { start: 0x6ffe_0000, key: 0x6ffe_0000, shmid: 98307 },
    { start: 0x6fff_0000, key: 0x6fff_0000, shmid: 0 },
    { start: 0x7f1c_0000_0000, key: 0x5812_3456, shmid: 5 },
  ])
})
