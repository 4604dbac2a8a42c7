import { type Command, Option } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { collectLabel } from "#cli/labels.ts";
import { everyPage } from "#contract/every-page.ts";
import { ClusterState } from "#contract/states.ts";
import { clusterTable } from "./cluster-text.ts";

interface ListOptions extends CommonOptions {
  state?: ClusterState;
  label?: Record<string, string>;
}

export const clusterList = (world: World): Command =>
  verb("list", "list clusters, newest first")
    .addOption(new Option("--state <state>", "only those in this state").choices(ClusterState.options))
    .option("--label <key=value>", "only those with this label; may be repeated: with all of them", collectLabel)
    .action(async ({ state, label = {}, ...options }: ListOptions) => {
      const { client, print } = openSession(world, options);
      const selector = Object.entries(label).map(([key, value]) => `${key}=${value}`);
      const filter = {
        ...(state === undefined ? {} : { state }),
        ...(selector.length === 0 ? {} : { label: selector.join(",") }),
      };
      const clusters = await everyPage((page) =>
        client("clusterList", { query: { pageSize: 100, ...filter, ...page } }),
      );
      const none =
        Object.keys(filter).length > 0
          ? "No such clusters."
          : "No clusters yet. `kubewright cluster create NAME` makes one.";
      print(clusters, clusters.length > 0 ? clusterTable(clusters) : none);
    });
