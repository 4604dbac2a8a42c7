import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import lock from "./jars.lock.json" with { type: "json" };

/** Path in Maven Central → SHA-256, by the folder of `lib` that the files belong in. */
const wanted: Record<string, Record<string, string>> = lock;
const central = "https://repo.maven.apache.org/maven2";
const atOnce = 8;
const attempts = 4;

/**
 * Where Maven artifacts come from: `MAVEN_REPO_URL`, else the mirror of Maven Central that Maven itself would use, else Central.
 */
export const mavenRepository = (settings = join(homedir(), ".m2/settings.xml")): string => {
  const given = process.env["MAVEN_REPO_URL"];
  if (given) return given.replace(/\/$/, "");
  if (!existsSync(settings)) return central;
  const text = readFileSync(settings, "utf8").replace(/<!--.*?-->/gs, "");
  const inside = (element: string, from: string): string | undefined =>
    new RegExp(`<${element}>\\s*(.*?)\\s*</${element}>`, "s").exec(from)?.[1];
  const mirror = [...text.matchAll(/<mirror>(.*?)<\/mirror>/gs)]
    .map(([, body = ""]) => body)
    .find((body) =>
      (inside("mirrorOf", body) ?? "").split(",").some((name) => ["*", "central", "external:*"].includes(name.trim())),
    );
  return (mirror && inside("url", mirror)?.replace(/\/$/, "")) || central;
};

/** Names under which LocalStack or the native loader look for a file, where the artifact's own differs. */
const localName = (path: string): string =>
  basename(path)
    .replace(/^DynamoDBLocal-.*\.jar$/, "DynamoDBLocal.jar")
    .replace(/^(libsqlite4java-.*)-[\d.]+(\.so|\.dylib)$/, "$1$2");

/** Brings the jars of DynamoDB Local and JSONata. Files that are there and right are left alone. */
export const fetchJars = async (lib: string, downloads: string, say: (line: string) => void): Promise<void> => {
  const from = mavenRepository();
  mkdirSync(downloads, { recursive: true });
  const todo = Object.entries(wanted).flatMap(([folder, files]) =>
    Object.entries(files).map(([path, sha256]) => ({ path, sha256, to: join(lib, folder, localName(path)) })),
  );
  let done = 0;
  const queue = todo.values();
  const work = async () => {
    for (const { path, sha256, to } of queue) {
      const kept = join(downloads, sha256);
      if (!existsSync(kept)) await download(`${from}/${path}`, sha256, kept);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(kept, to);
      done += 1;
      if (done % 20 === 0) say(`LocalStack: ${done} of ${todo.length} jars of DynamoDB Local and JSONata`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  rmSync(downloads, { recursive: true, force: true });
};

/** @throws Error when it cannot be had, or is not what the lock file says */
const download = async (url: string, sha256: string, to: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(180_000) });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const content = Buffer.from(await response.arrayBuffer());
      const got = createHash("sha256").update(content).digest("hex");
      if (got !== sha256) throw new Error(`its SHA-256 is ${got}, not ${sha256}`);
      writeFileSync(`${to}.part`, content);
      renameSync(`${to}.part`, to);
      return;
    } catch (error) {
      if (attempt === attempts) throw new Error(`cannot download ${url}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
};
