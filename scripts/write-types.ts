import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Writes the declarations of the library into `types`, for `npm pack`: those that `src/app/library.ts` refers to, with paths
 * that hold without the sources.
 */
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const TYPES = join(ROOT, "types");
const ENTRY = "src/app/library.d.ts";

const emitted = mkdtempSync(join(tmpdir(), "portcall-types-"));
try {
  execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", join(ROOT, "tsconfig.types.json"), "--outDir", emitted], {
    stdio: "inherit",
  });
  rmSync(TYPES, { recursive: true, force: true });
  const files = new Set([ENTRY]);
  for (const file of files) {
    const text = readFileSync(join(emitted, file), "utf8").replace(
      /(?<=(?:from|import\()\s*)"([#.][^"]+)\.ts"/g,
      (_, name) => {
        const target = `${name.startsWith("#core/") ? name.replace("#core", "src/core") : join(dirname(file), name)}.d.ts`;
        files.add(target);
        const path = relative(dirname(file), target).replace(/\.d\.ts$/, ".js");
        return `"${path.startsWith(".") ? path : `./${path}`}"`;
      },
    );
    mkdirSync(dirname(join(TYPES, file)), { recursive: true });
    writeFileSync(join(TYPES, file), text);
  }
} finally {
  rmSync(emitted, { recursive: true, force: true });
}
