import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { writeKubeconfig } from "#cli/cluster/kubeconfig.ts";
import type { Session } from "#cli/command.ts";
import { expectSuccess, operationTime } from "#cli/operation-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";
import { cacheFolder, stateFolder } from "./folders.ts";

export const firstName = "first";
/** Two workers: enough to see pods on different machines reach each other, and little enough for one computer. */
const workers = 2;

/**
 * Asks the API for the first cluster, as anybody would, and shows its stages.
 * @returns seconds that it took, as text
 * @throws CommandError when it did not come to be, or the waiting was interrupted
 */
export const makeFirstCluster = async (session: Session, version: string): Promise<string> => {
  const asked = await session.client("clusterCreate", {
    body: { name: firstName, version, nodeGroups: [{ name: "default", size: workers }] },
    idempotencyKey: randomUUID(),
  });
  const ended = await watchOperation(asked, { client: session.client, terminal: session.out, signal: session.signal });
  expectSuccess(ended);
  return operationTime(ended);
};

/** A kubectl of the cluster's version in the state folder. @returns its folder, or undefined when there is none */
const linkKubectl = (version: string): string | undefined => {
  const program = join(cacheFolder(), "images", version, "root/usr/local/bin/kubectl");
  if (!existsSync(program)) return undefined;
  const folder = join(stateFolder(), "bin");
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, "kubectl"), { force: true });
  symlinkSync(program, join(folder, "kubectl"));
  return folder;
};

const onPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));

/** What to type to use a real cluster with kubectl. */
export const kubectlLines = async (session: Session, cluster: string, version: string): Promise<string[]> => {
  const { file = "" } = await writeKubeconfig(session, cluster, {});
  const own = linkKubectl(version);
  return [
    `export KUBECONFIG=${file}`,
    ...(own !== undefined && !onPath("kubectl") ? [`export PATH=${own}:$PATH`] : []),
    "kubectl get nodes",
  ];
};
