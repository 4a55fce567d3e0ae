import { expect, test } from 'vitest'
import { firstSentence } from './first-sentence.ts'

test.each([
  ['One. Two.', 'One.'],
  ['Only one.', 'Only one.'],
  ['No point', 'No point'],
  ['It waited 1.46 s. Then it went on.', 'It waited 1.46 s.'],
  ['It opened www.cpp-blog.com. The kernel knew it.', 'It opened www.cpp-blog.com.'],
  ['It said “Hello.” The other one did not.', 'It said “Hello.”'],
])('of %j the first sentence is %j', (text, first) => expect(firstSentence(text)).toBe(first))
