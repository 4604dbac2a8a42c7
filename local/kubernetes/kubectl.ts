import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Credentials } from "#contract/credentials.ts";

const run = promisify(execFile);

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A kubeconfig as JSON, which is YAML too. */
export const kubeconfigOf = ({ endpoint, certificateAuthority, clientCertificate, clientKey }: Credentials): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: "c", cluster: { server: endpoint, "certificate-authority-data": base64(certificateAuthority) } },
    ],
    users: [
      {
        name: "u",
        user: { "client-certificate-data": base64(clientCertificate), "client-key-data": base64(clientKey) },
      },
    ],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });

/** The cluster's own kubectl with the caller's credentials, which are on disk while it runs and no longer. @param program path of kubectl */
export const kubectlWith = (program: string, credentials: Credentials) => {
  const runIn = async (folder: string, words: readonly string[]): Promise<string> => {
    const file = join(folder, "config");
    await writeFile(file, kubeconfigOf(credentials), { mode: 0o600 });
    const env = { PATH: process.env["PATH"], HOME: folder, KUBECONFIG: file };
    return (await run(program, ["--request-timeout=5s", ...words], { env, timeout: 120_000, cwd: folder })).stdout;
  };
  const inFolder = async <Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> => {
    const folder = await mkdtemp(join(tmpdir(), "kubewright-kubectl-"));
    return work(folder).finally(() => rm(folder, { recursive: true, force: true }));
  };
  const kubectl = (...words: string[]): Promise<string> => inFolder((folder) => runIn(folder, words));
  return {
    kubectl,
    /** Until it succeeds and says what is wanted. @throws the last failure when the time is up */
    async until(wanted: (answer: string) => boolean, ...words: string[]): Promise<string> {
      const deadline = Date.now() + 90_000;
      for (;;) {
        const answer = await kubectl(...words).catch((error: unknown) => error as Error);
        if (typeof answer === "string" && wanted(answer)) return answer;
        if (Date.now() > deadline)
          throw answer instanceof Error ? answer : new Error(`kubectl ${words.join(" ")}: ${answer}`);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    },
    async apply(...objects: object[]): Promise<void> {
      await inFolder(async (folder) => {
        await writeFile(
          join(folder, "objects.json"),
          JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }),
        );
        await runIn(folder, ["apply", "-f", "objects.json"]);
      });
    },
  };
};
