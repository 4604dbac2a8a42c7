import { api, begun } from "../../../api/client.ts";
import type { Cluster } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";
import { moment } from "../../../ui/times.ts";
import { AskedOnce } from "../../AskedOnce.tsx";
import { whyNot } from "../why-not.ts";

const { rollback: words } = texts;

/** Back to the version before the last upgrade, as long as that is possible; nothing of a cluster that was never upgraded. */
export const RollBack = ({ cluster }: { cluster: Cluster }) => {
  const { id, name, rollback } = cluster;
  const { possible, version, until, message } = rollback ?? {};
  if (version === undefined || until === undefined) return null;
  return (
    <>
      <h3>{words.head}</h3>
      <p>{possible ? words.possible(version, moment(until)) : words.impossible(version, message ?? "")}</p>
      <div className="kw-row">
        <AskedOnce
          clusterId={id}
          verb={words.act}
          why={whyNot("clusterRollback", cluster) ?? (possible ? undefined : (message ?? ""))}
          head={words.ask(name, version)}
          body={words.body(version)}
          call={(header) =>
            begun(
              api.POST("/clusters/{clusterId}/rollback", {
                params: { path: { clusterId: id }, header },
                body: { force: [] },
              }),
            )
          }
        />
      </div>
    </>
  );
};
