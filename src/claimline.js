#!/usr/bin/env node
// Starts the program, or reports that Node.js is too old. Much older versions must be able to parse this file, as a
// module and as a script: it has no import or export statements, and nothing newer than ES5 except import().
// biome-ignore-all lint/complexity/useArrowFunction: older runtimes must be able to read this
// biome-ignore-all lint/style/useTemplate: older runtimes must be able to read this
// biome-ignore-all lint/suspicious/noVar: older runtimes must be able to read this
(function () {
  var needed = [22, 18];
  var found = process.versions.node.split('.').map(Number);
  if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
    process.stderr.write(
      'claimline: Node.js ' +
        needed.join('.') +
        ' or newer is needed, and this is ' +
        process.versions.node +
        '. Inside the project, "npm start" and "npx claimline" use the right one, which "npm ci" installs.\n',
    );
    // 3: the machine lacks something that the program needs (see src/cli/exit-codes.ts).
    process.exit(3);
  }
  import('./compile-cache.js')
    .then(function () {
      return import('./main.ts');
    })
    .catch(function (error) {
      // Node does not strip types inside node_modules, so the published package contains the compiled files.
      if (error.code !== 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') throw error;
      return import('../dist/main.js');
    });
})();
