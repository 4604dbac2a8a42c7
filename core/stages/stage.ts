import type { Authority } from "#core/ports/authority.ts";
import type { Backups, Snapshots } from "#core/ports/backups.ts";
import type { Bills } from "#core/ports/bills.ts";
import type {
  BootReports,
  Identities,
  KubernetesClusters,
  LoadBalancers,
  Machines,
  Network,
} from "#core/ports/cloud.ts";
import type { EtcdMembers, EtcdSnapshots } from "#core/ports/etcd.ts";
import type { Inventory } from "#core/ports/inventory.ts";
import type { Estate, Ledger } from "#core/ports/ledger.ts";
import type { MachineBootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Clock, StageInput, State } from "#core/ports/state.ts";
import type { Sweep } from "#core/ports/sweep.ts";

/** Everything a stage may use; handed in, so that a test can hand in fakes. */
export interface Ports {
  state: State;
  clock: Clock;
  network: Network;
  identities: Identities;
  secrets: Secrets;
  authority: Authority;
  loadBalancers: LoadBalancers;
  machines: Machines;
  bootReports: BootReports;
  bootstrap: MachineBootstrap;
  kubernetes: KubernetesClusters;
  etcd: EtcdMembers;
  etcdSnapshots: EtcdSnapshots;
  snapshots: Snapshots;
  backups: Backups;
  sweep: Sweep;
  estate: Estate;
  ledger: Ledger;
  bills: Bills;
  prices: Prices;
  inventory: Inventory;
}

/**
 * One step of a workflow. It may be run again at any time, also after it has succeeded, and trusts what it sees in the cloud, not
 * what an earlier run wrote down. Its undo takes away whatever it may have made, also when it made nothing.
 */
export type Stage<Input extends StageInput = StageInput, Output = void> = (
  input: Input,
  ports: Ports,
) => Promise<Output>;
