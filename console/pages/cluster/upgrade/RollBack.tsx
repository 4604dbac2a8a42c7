import { useState } from "react";
import { api, begun } from "../../../api/client.ts";
import type { Cluster } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";
import { Act } from "../../../ui/Act.tsx";
import { Confirm } from "../../../ui/Confirm.tsx";
import { moment } from "../../../ui/times.ts";
import { useChange } from "../use-change.ts";
import { whyNot } from "../why-not.ts";

const { rollback: words } = texts;

/** Back to the version before the last upgrade, as long as that is possible; nothing of a cluster that was never upgraded. */
export const RollBack = ({ cluster }: { cluster: Cluster }) => {
  const { id, name, rollback } = cluster;
  const [asking, setAsking] = useState(false);
  const { act, isPending, error } = useChange(
    id,
    (_: undefined, header) =>
      begun(
        api.POST("/clusters/{clusterId}/rollback", {
          params: { path: { clusterId: id }, header },
          body: { force: [] },
        }),
      ),
    () => setAsking(false),
  );
  const { possible, version, until, message } = rollback ?? {};
  if (version === undefined || until === undefined) return null;
  return (
    <>
      <h3>{words.head}</h3>
      <p>{possible ? words.possible(version, moment(until)) : words.impossible(version, message ?? "")}</p>
      <div className="kw-row">
        <Act
          why={whyNot("clusterRollback", cluster) ?? (possible ? undefined : (message ?? ""))}
          onClick={() => setAsking(true)}
        >
          {words.act}
        </Act>
      </div>
      {asking && (
        <Confirm
          head={words.ask(name, version)}
          act={words.act}
          busy={isPending}
          error={error}
          onAct={() => act(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{words.body(version)}</p>
        </Confirm>
      )}
    </>
  );
};
