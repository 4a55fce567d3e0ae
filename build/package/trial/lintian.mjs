/** What Debian's lintian says of a package that is installed by hand, and not part of Debian. */

/** Its tags that are meant to stay, with the reason. */
export const MEANT = {
  'dir-or-file-in-opt': 'electron-builder installs into /opt, where a package from outside of Debian belongs.',
  'embedded-library': 'Electron, and its stand-in, bring their own zlib.',
  'missing-dep-for-interpreter': "koffi's script says node, and is loaded by the app and never run.",
  'missing-dependency-on-libc': "electron-builder's list of dependencies is of libraries for windows, which need it.",
  'no-changelog': "CHANGELOG.md is in the repository; Debian's own form of it is for Debian's packages.",
  'unstripped-binary-or-object': 'Of the stand-in: Electron is stripped.',
  'shared-library-is-executable': 'koffi publishes its binary so.',
  'command-with-path-in-maintainer-script': "electron-builder's script.",
  'maintainer-script-ignores-errors': "electron-builder's script.",
  'postrm-removes-alternative': "electron-builder's script.",
  'hardening-no-pie': 'Of the stand-in: Node is built so.',
}

/** @returns {{ tag: string, line: string }[]} errors and warnings */
export const parseLintian = (/** @type {string} */ text) =>
  text.split('\n').flatMap((line) => {
    const [, tag] = /^[EW]: \S+: (\S+)/.exec(line) ?? []
    return tag ? [{ tag, line }] : []
  })

/**
 * @param {string} text lintian's
 * @param {Record<string, string>} meant
 * @returns {string[]} what it says of the package and is not meant
 */
export const complaints = (text, meant = MEANT) =>
  parseLintian(text).flatMap(({ tag, line }) => (tag in meant ? [] : [line]))
