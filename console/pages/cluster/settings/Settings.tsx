import type { Cluster } from "../../../api/types.ts";
import { Labels } from "./Labels.tsx";
import { Maintenance } from "./Maintenance.tsx";
import { Protection } from "./Protection.tsx";
import { SleepTimes } from "./SleepTimes.tsx";

/** What can be changed of a cluster at once, without an operation. */
const Settings = ({ cluster }: { cluster: Cluster }) => (
  <>
    <Protection cluster={cluster} />
    <SleepTimes cluster={cluster} />
    <Maintenance cluster={cluster} />
    <Labels cluster={cluster} />
  </>
);
export default Settings;
