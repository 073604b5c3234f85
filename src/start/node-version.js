/** The first that every program loads, in plain JavaScript: an older Node would end with a stack about what it cannot read. */
const [major = '0'] = process.versions.node.split('.')
if (Number(major) < 26) {
  process.stderr.write(
    `Lectern needs Node 26 or newer, and this is Node ${process.versions.node}. ` +
      'Run “npm ci” in its folder, which brings the right Node along for “npm start”, or install Node 26.\n',
  )
  process.exit(1)
}
