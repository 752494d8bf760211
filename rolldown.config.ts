import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "rolldown";
import { defineConfig } from "rolldown";

/**
 * What packages load when they are loaded, although Portcall never uses it: a quarter of their code.
 * - Express, for a receiver of Bolt's that isn't Portcall's
 * - encodings other than UTF-8, for bodies that are read as text
 * - undici's doubles for tests, and its EventSource
 */
const UNUSED =
  /[\\/](?:@slack[\\/]bolt[\\/]dist[\\/]receivers[\\/]ExpressReceiver|iconv-lite[\\/]lib[\\/]index|undici[\\/]lib[\\/](?:mock|web[\\/]eventsource)[\\/][\w-]+)\.js$/;

const HEAD = "The build of Portcall contains these packages, under these licences.\n";
const SEPARATOR = `\n${"-".repeat(80)}\n\n`;

/** Portcall with its packages, into `dist`. What is imported on demand stays in chunks of its own. */
const program = defineConfig({
  input: {
    cli: "src/app/cli.ts",
    library: "src/app/library.ts",
    // Run as a program of its own.
    "import-process": "adapters/iana/import-process.ts",
  },
  platform: "node",
  // Native parts that packages use where somebody has installed them.
  external: ["bufferutil", "pg-native", "utf-8-validate", "zlib-sync"],
  output: {
    dir: "dist",
    cleanDir: true,
    chunkFileNames: "[name].js",
    // The log shows the names of errors; stacks need no names of functions.
    minify: {
      compress: { keepNames: { function: false, class: true } },
      mangle: { keepNames: { function: false, class: true } },
    },
  },
  plugins: [leaveOut(), evaluateNothing(), shareUndici(), describePackages()],
});

const PAGE = "adapters/web/page/browser";

/** What a browser loads of the page, into `dist/page`, compressed as well. */
const page = defineConfig({
  input: { page: `${PAGE}/page.js` },
  platform: "browser",
  output: { dir: "dist/page", minify: true },
  plugins: [compressPage()],
});

export default [program, page];

function leaveOut(): Plugin {
  return {
    name: "leave-out",
    load: { filter: { id: UNUSED }, handler: () => "module.exports = {};" },
  };
}

/**
 * discord.js evaluates what its users send to its shards, which Portcall never does. A direct `eval` may use any name around
 * it, so that none of them could be shortened: a third of the chunk.
 */
function evaluateNothing(): Plugin {
  return {
    name: "evaluate-nothing",
    transform: {
      filter: { id: /[\\/]discord\.js[\\/]src[\\/]client[\\/]Client\.js$/ },
      handler: (code) => code.replace("return eval(script);", "throw new Error('Not evaluated: ' + script);"),
    },
  };
}

/** npm installs the same version twice, for discord.js and for the package with its REST client. */
function shareUndici(): Plugin {
  return {
    name: "share-undici",
    resolveId: {
      filter: { id: /^undici$/ },
      handler(id, importer) {
        const isRest = importer !== undefined && /[\\/]@discordjs[\\/]rest[\\/]/.test(importer);
        return isRest
          ? this.resolve(id, importer.replace(/@discordjs([\\/])rest\b.*/, "discord.js$1src$1index.js"))
          : null;
      },
    },
  };
}

/** Adds the page's other files, and each one compressed as well as it can be. */
function compressPage(): Plugin {
  return {
    name: "compress-page",
    generateBundle(_options, bundle) {
      const scripts = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" ? [[file.fileName, file.code]] : [],
      );
      const others = ["page.css", "icon.svg"].map((name) => [name, readFileSync(join(PAGE, name), "utf8")]);
      for (const [fileName = "", source = ""] of others) this.emitFile({ type: "asset", fileName, source });
      for (const [name, source = ""] of [...scripts, ...others]) {
        this.emitFile({ type: "asset", fileName: `${name}.br`, source: brotliCompressSync(source) });
        this.emitFile({ type: "asset", fileName: `${name}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  };
}

/** Writes which packages are in which chunk, and the licences of all of them. */
function describePackages(): Plugin {
  return {
    name: "describe-packages",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const foldersOf = (moduleIds: readonly string[]) => [...new Set(moduleIds.flatMap(packageFolder))].sort();
      const packages = chunks.map(({ fileName, moduleIds }) => [
        fileName,
        foldersOf(moduleIds).map((folder) => manifestIn(folder).name),
      ]);
      const notices = Map.groupBy(foldersOf(chunks.flatMap(({ moduleIds }) => moduleIds)), licenceOf);
      this.emitFile({
        type: "asset",
        fileName: "packages.json",
        source: `${JSON.stringify(Object.fromEntries(packages), null, 2)}\n`,
      });
      this.emitFile({
        type: "asset",
        fileName: "THIRD-PARTY.txt",
        source: [HEAD, ...[...notices].map(([text, folders]) => `${namesOf(folders)}\n\n${text}\n`)].join(SEPARATOR),
      });
    },
    writeBundle: ({ dir = "" }) => chmodSync(join(dir, "cli.js"), 0o755),
  };
}

/** The folder of the package that a module is from; none for Portcall's own modules. */
function packageFolder(moduleId: string): string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(moduleId)?.slice(0, 1) ?? [];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** `name version`, one a line. */
function namesOf(folders: readonly string[]): string {
  const names = folders.map(manifestIn).map(({ name, version }) => `${name} ${version}`);
  return [...new Set(names)].join("\n");
}

function licenceOf(folder: string): string {
  const { license = "no licence named", author } = manifestIn(folder);
  const file = readdirSync(folder).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  const by = typeof author === "object" ? author.name : (author ?? "its contributors");
  return `${license}, by ${by}. The package has no copy of the licence, which is the usual one.`;
}
