/** Hands a text to the person as a file. */
export function saveAs(name: string, text: string, type: string) {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun by then, and holds on to what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
