import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { stringify } from "yaml";
import { type CommonOptions, openSession, type Session, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { writePrivate } from "#cli/private-file.ts";
import { credentialCommand, kubeconfig } from "./kubeconfig-file.ts";

interface KubeconfigOptions {
  file?: string;
  stdout?: boolean;
  static?: boolean;
}

/** Beside the profile, so that it goes with a service that is gone; else where the user is. */
const defaultFile = ({ profile }: Session, name: string): string =>
  profile.file === undefined
    ? resolve(`${name}.kubeconfig`)
    : join(dirname(profile.file), "kubeconfig", `${profile.name === undefined ? "" : `${profile.name}.`}${name}.yaml`);

/** @returns the kubeconfig and, unless it went to standard output, the file it is in */
export const writeKubeconfig = async (
  session: Session,
  nameOrId: string,
  { file, stdout, static: isStatic }: KubeconfigOptions,
): Promise<{ text: string; file?: string; expiresAt: string }> => {
  const { client, profile, env } = session;
  const { id: clusterId, name } = await findCluster(client, nameOrId);
  const credentials = await client("clusterCredentials", { params: { clusterId } });
  const command = isStatic ? undefined : credentialCommand(clusterId, profile, env);
  const text = stringify(kubeconfig(name, credentials, command), { lineWidth: 0 });
  if (stdout) return { text, expiresAt: credentials.expiresAt };
  const path = resolve(file ?? defaultFile(session, name));
  writePrivate(path, text);
  return { text, file: path, expiresAt: credentials.expiresAt };
};

export const clusterKubeconfig = (world: World): Command =>
  verb("kubeconfig", "write a kubeconfig for a cluster")
    .argument("<cluster>", "name or id")
    .option("--file <file>", "where to; beside the profile when absent")
    .option("--stdout", "print it")
    .option(
      "--static",
      "with a key that lives for an hour, for where there is no kubewright; else kubectl asks for keys",
    )
    .action(async (nameOrId: string, options: CommonOptions & KubeconfigOptions) => {
      if (options.file !== undefined && options.stdout) throw wrongInput("--file and --stdout exclude each other");
      const session = openSession(world, options);
      const { text, file, expiresAt } = await writeKubeconfig(session, nameOrId, options);
      if (file === undefined) {
        session.out.line(text.trimEnd());
        return;
      }
      const until = options.static ? `Its key lives until ${expiresAt}.\n` : "";
      session.print(
        { file, ...(options.static ? { expiresAt } : {}) },
        `Written to ${file}\n${until}Use it with:\n  export KUBECONFIG=${file}\n  kubectl get nodes`,
      );
    });
