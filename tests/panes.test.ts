/** The panes at the sizes of a small projector and of 200 % zoom: they can be parted, and nothing runs out of them. */
import { describe, expect, test } from 'vitest'
import { browserPath, type Screen } from './support/browser.ts'
import { useScreen } from './support/use-screen.ts'

describe.skipIf(!browserPath)('the panes', () => {
  let screen: Screen

  useScreen((opened) => {
    screen = opened.screen
  })

  const press = (key: string) => screen.page.keyboard.press(key)
  const splitter = (name: string) => screen.page.getByRole('separator', { name })
  const sizeOf = async (pane: string, side: 'width' | 'height') =>
    Math.round((await screen.page.locator(pane).first().boundingBox())?.[side] ?? 0)
  const widths = () => Promise.all(['.source', '.board', '.state'].map((pane) => sizeOf(pane, 'width')))
  async function open(recording: string) {
    const { page } = screen
    await page.getByRole('button', { name: 'Recordings' }).click()
    await page.getByRole('menuitem', { name: recording, exact: true }).click()
    await page.locator('#picture').waitFor()
    await expect.poll(() => page.getByRole('menu').count()).toBe(0)
  }
  async function drag(name: string, byX: number, byY: number) {
    const { x, y, width, height } = (await splitter(name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const { mouse } = screen.page
    const [fromX, fromY] = [x + width / 2, y + height / 2]
    await mouse.move(fromX, fromY)
    await mouse.down()
    await mouse.move(fromX + byX / 2, fromY + byY / 2)
    await mouse.move(fromX + byX, fromY + byY)
    await mouse.up()
  }

  test('the lines where programs stand stay in view after presenter mode and in a smaller window', async () => {
    const { page } = screen
    const outOfView = () =>
      page.locator('.source .code li[aria-current]').evaluateAll((lines) =>
        lines.flatMap((line) => {
          const [own, all] = [line, line.closest('.code')].map((each) => each?.getBoundingClientRect())
          const isSeen = own && all && own.height > 0 && own.top >= all.top - 1 && own.bottom <= all.bottom + 1
          return isSeen ? [] : [line.textContent]
        }),
      )
    await page.setViewportSize({ width: 1280, height: 900 })
    await open('The whole hand-over')
    for (let step = 0; step < 30; step += 1) await press('ArrowRight')
    await expect.poll(() => page.locator('.source .code li[aria-current]').count()).toBeGreaterThan(1)
    await expect.poll(outOfView).toEqual([])
    await press('F5')
    await page.setViewportSize({ width: 1024, height: 640 })
    await expect.poll(() => page.locator('.source').isVisible()).toBe(false)
    await press('ArrowRight')
    await press('F5')
    await expect.poll(() => page.locator('.source').isVisible()).toBe(true)
    await expect.poll(outOfView).toEqual([])
  })

  test('on a first page the source begins at its top, wherever the run before it has stood', async () => {
    const { page } = screen
    const tops = () => page.locator('.code').evaluateAll((all) => all.map(({ scrollTop }) => scrollTop))
    async function lookOn() {
      await open('The whole hand-over')
      for (let step = 0; step < 20; step += 1) await press('ArrowRight')
      await expect.poll(async () => Math.min(...(await tops()))).toBeGreaterThan(0)
    }
    await lookOn()
    await press('Escape')
    await expect.poll(tops).toEqual([0, 0])
    await lookOn()
    await page.evaluate(() => {
      location.hash = 'one-server-many-clients/walk'
    })
    await page.getByText('Many clients, one at a time').first().waitFor()
    await expect.poll(tops).toEqual([0, 0])
  })

  test('a panel begins at its top again with the next event, unless a person has scrolled it elsewhere', async () => {
    const { page } = screen
    await page.setViewportSize({ width: 1280, height: 800 })
    const panel = page.getByRole('region', { name: 'State', exact: true })
    const top = () => panel.evaluate(({ scrollTop }) => scrollTop)
    const lookAt = async (event: string) => {
      for (let step = 0; step < 30; step += 1) {
        if ((await page.locator('.event h2').textContent())?.startsWith(event)) return
        await press('ArrowRight')
      }
    }
    await open('The whole hand-over')
    // What is written there comes into sight, for as long as that is looked at.
    await lookAt('Writes REQUEST')
    await expect.poll(top).toBeGreaterThan(0)
    await press('ArrowRight')
    await expect.poll(top).toBe(0)
    await press('End')
    await expect.poll(() => panel.locator('.lesson').isVisible()).toBe(true)
    expect(await top()).toBe(0)

    await panel.hover()
    await page.mouse.wheel(0, 60)
    await expect.poll(top).toBe(60)
    // As long as somebody scrolls, and a moment longer, it is left alone.
    await page.waitForTimeout(400)
    await press('Home')
    await lookAt('Writes REQUEST')
    await expect.poll(top).toBeGreaterThan(60)
    await press('ArrowRight')
    await expect.poll(top).toBe(60)
  })

  test('borders are moved by pointer and keyboard, remembered, and put back', async () => {
    const { page } = screen
    await page.setViewportSize({ width: 1280, height: 720 })
    await open('The whole hand-over')
    const before = await widths()
    const [source = 0, board = 0, state = 0] = before
    await drag('Width of the source', 60, 0)
    await expect.poll(widths).toEqual([source + 60, board - 60, state])
    // Whoever has dragged it goes on with the keys of the picture.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('picture')
    await drag('Width of the state', 1000, 0)
    await expect.poll(() => sizeOf('.state', 'width')).toBe(250)
    // The rows of memory are as long as there is room for.
    for (let step = 0; step < 20; step += 1) await press('ArrowRight')
    const fits = () =>
      page.locator('.mem').evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth))
    await expect.poll(fits).toContain(true)
    expect(await fits()).not.toContain(false)
    const event = await sizeOf('.state > section', 'height')
    await drag('Height of the event', 0, 80)
    await expect.poll(() => sizeOf('.state > section', 'height')).toBe(event + 80)
    await screen.picture('panes-parted')

    // The address brings the recording back.
    await expect.poll(() => page.url()).toContain('hand-over')
    await page.reload()
    await page.locator('#picture').waitFor()
    await expect.poll(() => sizeOf('.source', 'width')).toBe(source + 60)
    // Whoever opens a recording goes on with the keys of the picture, once it is there.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('picture')
    await splitter('Width of the source').focus()
    await press('ArrowLeft')
    await press('ArrowLeft')
    await expect.poll(() => sizeOf('.source', 'width')).toBe(source + 28)
    expect(await page.locator('.place').textContent()).toMatch(/^1 /)
    await press('Enter')
    await expect.poll(widths).toEqual(before)
    await splitter('Height of the event').dblclick()
    await expect.poll(() => sizeOf('.state > section', 'height')).toBe(event)
  })

  test('the bytes of an object that comes into sight are drawn once, in rows that fit', async () => {
    await screen.page.getByLabel('Ask the server').fill('lookup Gold')
    await screen.page.keyboard.press('Enter')
    await expect.poll(() => screen.page.locator('.ghost').allTextContents()).toHaveLength(2)
    await screen.page.evaluate(() => {
      const { body } = document
      new MutationObserver((changes) => {
        const added = changes.flatMap(({ addedNodes }) => [...addedNodes])
        const rows = added.flatMap((node) =>
          node instanceof Element ? [...node.querySelectorAll('.hex'), ...(node.matches('.hex') ? [node] : [])] : [],
        )
        const drawn = rows.map((row) => row.querySelectorAll('b').length)
        body.dataset.drawn = [body.dataset.drawn, ...drawn].filter(Boolean).join(' ')
      }).observe(body, { subtree: true, childList: true })
    })
    await screen.stepUntil(async () => (await screen.calls()).includes('DosGiveSharedMem'))
    const shown = await screen.page.getByTestId('object').first().locator('.hex').count()
    const drawn = (await screen.page.evaluate(() => document.body.dataset.drawn ?? '')).split(' ')
    expect(drawn).toHaveLength(shown)
    expect(new Set(drawn)).toEqual(new Set(['8']))
    const fits = await screen.page
      .locator('.mem')
      .first()
      .evaluate((all) => all.scrollWidth <= all.clientWidth)
    expect(fits).toBe(true)
    // The first heading of a panel stands at its top, whatever it belongs to.
    const above = await screen.page
      .locator('section[aria-label=State] h2')
      .first()
      .evaluate((heading) => getComputedStyle(heading).marginTop)
    expect(above).toBe('0px')
    await screen.page.setViewportSize({ width: 2400, height: 900 })
    await expect.poll(() => screen.page.locator('.hex').first().locator('b').count()).toBe(16)
  })

  test('the source is shown in full, and alone without its helpers until somebody stands in one', async () => {
    const { page } = screen
    await page.setViewportSize({ width: 1280, height: 720 })
    await open('The whole hand-over')
    const cutOff = () =>
      page.evaluate(
        () => [...document.querySelectorAll('.code')].filter((code) => code.scrollWidth > code.clientWidth).length,
      )
    const heights = () => page.locator('.code').evaluateAll((all) => all.map(({ scrollHeight }) => scrollHeight))
    /** What React has drawn each line with: another object after each drawing. */
    const drawings = () =>
      page.evaluateHandle(() =>
        [...document.querySelectorAll('.code li')].map(
          (line) => Object.entries(line).find(([key]) => key.startsWith('__reactProps$'))?.[1] as unknown,
        ),
      )
    expect(await cutOff()).toBe(0)
    const [before] = [await heights()]
    // Whatever line is current, the others stay where they are.
    for (let step = 0; step < 20; step += 1) await press(' ')
    expect(await heights()).toEqual(before)
    // Only where somebody stands, or has stood, a line is drawn again.
    const drawn = await drawings()
    await press(' ')
    const again = await page.evaluate(
      ([before, after]) => after?.filter((drawing, line) => drawing !== before?.[line]).length,
      [drawn, await drawings()],
    )
    expect(again).toBeGreaterThan(0)
    expect(again).toBeLessThanOrEqual(4)
    const client = page.locator('.half').first()
    await press('Home')
    await press('h')
    await expect.poll(() => client.textContent()).not.toContain('function postRequest')
    expect(await client.textContent()).toContain('export function client')
    await screen.picture('source-alone')
    await screen.stepUntil(async () =>
      ((await page.locator('.event h2').textContent()) ?? '').includes('DosAllocSharedMem'),
    )
    expect(await client.textContent()).toContain('function postRequest')
    await press('h')
    await expect.poll(() => client.textContent()).toContain('function freeRequest')
  })

  test.each([
    [1024, 640],
    [1280, 720],
    [683, 384],
    [640, 400],
  ])(
    'at %i x %i the picture keeps at least half of the height, and no head runs past its pane',
    async (width, height) => {
      const { page } = screen
      await page.setViewportSize({ width, height })
      await open('The whole hand-over')
      for (let step = 0; step < 15; step += 1) await press(' ')
      await page.locator('.board').evaluate((board) => board.scrollIntoView({ block: 'start' }))
      // What of it is to be seen, between what lies over it.
      const seen = await page.evaluate(() => {
        const picture = document.querySelector('#picture')?.getBoundingClientRect()
        const below = document.querySelector('.transport')?.getBoundingClientRect()
        return Math.min(picture?.bottom ?? 0, below?.top ?? 0) - Math.max(0, picture?.top ?? 0)
      })
      await screen.picture(`panes-${width}x${height}`)
      expect(seen).toBeGreaterThanOrEqual(height / 2)
      expect(await runningOut()).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      await press('Escape')
      await page.evaluate(() => {
        location.hash = 'one-server-many-clients/walk'
      })
      await page.getByText('Many clients, one at a time').first().waitFor()
      await open('Three clients in turn')
      const heights = () => page.locator('.code').evaluateAll((all) => all.map(({ scrollHeight }) => scrollHeight))
      const before = await heights()
      for (let step = 0; step < 40; step += 1) await press('ArrowRight')
      // Several that stand on one line do not break it otherwise.
      expect(await heights()).toEqual(before)
      expect(await runningOut()).toEqual([])
    },
  )

  /** What stands in a head and is to be seen outside the picture's pane, or over the head beside it. */
  const runningOut = () =>
    screen.page.evaluate(() => {
      const board = document.querySelector('.board')?.getBoundingClientRect()
      const boxes = [...document.querySelectorAll('.heads .head')].map((head) => ({
        name: head.textContent,
        boxes: [...head.children].map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0),
      }))
      const left = (at: number) => Math.min(...(boxes[at]?.boxes.map((box) => box.left) ?? []))
      const right = (at: number) => Math.max(...(boxes[at]?.boxes.map((box) => box.right) ?? []))
      return boxes.flatMap(({ name }, at) =>
        left(at) < (board?.left ?? 0) - 0.5 ||
        right(at) > (board?.right ?? 0) + 0.5 ||
        (at > 0 && left(at) < right(at - 1) - 0.5)
          ? [`${name}: ${left(at)} to ${right(at)}`]
          : [],
      )
    })
})
