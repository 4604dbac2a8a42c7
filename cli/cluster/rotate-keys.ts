import { randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { type KeyPhase, keyPhases } from "#contract/key-phases.ts";
import { keysForcible } from "#contract/key-rotations.ts";
import { rotationPlanText } from "./keys-text.ts";

type RotateOptions = CommonOptions &
  WaitOptions & { phase: KeyPhase; force?: (typeof keysForcible)[number][]; plan?: boolean; yes?: boolean };

const done = {
  add: "trusts a new set of keys; fetch kubeconfigs anew, then go on with --phase move",
  move: "has a new set of keys that signs; go on with --phase drop once nobody uses the old one, as `kubewright cluster view` tells",
  drop: "has the new set of keys alone",
} as const satisfies Record<KeyPhase, string>;

export const clusterRotateKeys = (world: World): Command =>
  waiting(verb("rotate-keys", "replace a cluster's certificate authorities and service-account key, in three phases"))
    .argument("<cluster>", "name or id")
    .addOption(
      new Option("--phase <phase>", "add: new ones are trusted; move: they sign; drop: the old ones are gone")
        .choices([...keyPhases])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--force <checks...>", "go on in spite of what these checks have found").choices([...keysForcible]),
    )
    .option("--plan", "only show what would be done, what it would cost, and what is in its way")
    .option(...yesOption)
    .action(async (nameOrId: string, options: RotateOptions) => {
      const session = openSession(world, options);
      const { client } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const order = { params: { clusterId }, body: { phase: options.phase, force: options.force ?? [] } };
      const plan = () => client("clusterKeysRotate", { ...order, query: { validateOnly: "true" } });
      if (options.plan) {
        const planned = await plan();
        session.print(planned, rotationPlanText(planned));
        return;
      }
      await agree(session, options, async () => rotationPlanText(await plan()));
      await followOperation(
        session,
        () => client("clusterKeysRotate", { ...order, idempotencyKey: randomUUID() }),
        options,
        {
          goesOn: `Rotating keys of cluster ${name}: ${options.phase}`,
          done: `Cluster ${name} ${done[options.phase]}`,
        },
      );
    });
