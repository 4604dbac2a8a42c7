import { answered, api } from "../../../api/client.ts";
import type { Cluster, UpdateCluster } from "../../../api/types.ts";
import { useChange } from "../use-change.ts";

/** Changes a cluster at once. Only what somebody has touched is sent, so that two people do not undo each other's work. */
export const useSettings = ({ id }: Cluster, done?: () => void) =>
  useChange(
    id,
    (body: UpdateCluster) =>
      answered(api.PATCH("/clusters/{clusterId}", { params: { path: { clusterId: id } }, body })),
    done,
  );
