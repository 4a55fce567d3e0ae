export * from '../out.ts'
