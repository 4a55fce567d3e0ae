/** Where runs are kept: in the browser's own database, or as long as the page lives where it may not have one. */
import type { KeptRun } from './kept-run.ts'

export interface RunDatabase {
  all(): Promise<KeptRun[]>
  /** Keeps a run, or more of the run with the same key, and returns it with its number; null keeps no text yet. */
  put(run: Omit<KeptRun, 'number'>, text: string | null): Promise<KeptRun>
  /** The recording of a run; undefined where nothing of it is kept. */
  text(number: number): Promise<string | undefined>
  remove(numbers: readonly number[]): Promise<void>
}

const [RUNS, TEXTS, BY_KEY] = ['runs', 'texts', 'key']

/** What a request has come to, by the names that IndexedDB has for it. */
const resultOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const endOf = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('sharemem', 1)
  request.onupgradeneeded = () => {
    const runs = request.result.createObjectStore(RUNS, { keyPath: 'number', autoIncrement: true })
    runs.createIndex(BY_KEY, 'key', { unique: true })
    request.result.createObjectStore(TEXTS)
  }
  return resultOf(request)
}

function inDatabase(database: IDBDatabase): RunDatabase {
  const storesOf = (mode: IDBTransactionMode) => {
    const transaction = database.transaction([RUNS, TEXTS], mode)
    return { runs: transaction.objectStore(RUNS), texts: transaction.objectStore(TEXTS), end: endOf(transaction) }
  }
  return {
    all: () => resultOf<KeptRun[]>(storesOf('readonly').runs.getAll()),
    async put(run, text) {
      const { runs, texts, end } = storesOf('readwrite')
      const before = await resultOf<KeptRun | undefined>(runs.index(BY_KEY).get(run.key))
      // What is kept of it already stays until there is more.
      const known = before && text === null ? before : { ...run, ...(before && { number: before.number }) }
      const number = Number(await resultOf(runs.put(known)))
      if (text !== null) texts.put(text, number)
      await end
      return { ...known, number }
    },
    text: (number) => resultOf<string | undefined>(storesOf('readonly').texts.get(number)),
    async remove(numbers) {
      const { runs, texts, end } = storesOf('readwrite')
      for (const number of numbers) {
        runs.delete(number)
        texts.delete(number)
      }
      await end
    },
  }
}

export function inMemory(): RunDatabase {
  const runs = new Map<number, KeptRun>()
  const texts = new Map<number, string>()
  let last = 0
  return {
    all: async () => [...runs.values()],
    async put(run, text) {
      const before = [...runs.values()].find(({ key }) => key === run.key)
      if (before && text === null) return before
      const number = before?.number ?? last + 1
      last = Math.max(last, number)
      runs.set(number, { ...run, number })
      if (text !== null) texts.set(number, text)
      return { ...run, number }
    },
    text: async (number) => texts.get(number),
    async remove(numbers) {
      for (const number of numbers) {
        runs.delete(number)
        texts.delete(number)
      }
    },
  }
}

/** A page may be refused a database, or have none: then runs are gone with it. */
export const openDatabase = (): Promise<RunDatabase> =>
  Promise.resolve()
    .then(open)
    .then(inDatabase)
    .catch(() => inMemory())
