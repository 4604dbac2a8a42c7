import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useNavigate, useParams } from "react-router";
import { allows } from "#contract/states.ts";
import { goesOn, useCluster, useOperation, useOperations } from "../../api/clusters.ts";
import type { Cluster } from "../../api/types.ts";
import { type ClusterTab, clusterTabs, paths } from "../../paths.ts";
import { forbids } from "../../session/may.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { AwaitedPage } from "../../ui/Awaited.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { NotFound } from "../NotFound.tsx";
import { OperationCard } from "../OperationCard.tsx";
import { Overview } from "./Overview.tsx";
import { Sleep } from "./Sleep.tsx";

const NodeGroups = lazy(() => import("./NodeGroups.tsx"));
const Operations = lazy(() => import("./Operations.tsx"));
const Events = lazy(() => import("./Events.tsx"));
const Backups = lazy(() => import("./Backups.tsx"));
const Upgrade = lazy(() => import("./upgrade/Upgrade.tsx"));
const Access = lazy(() => import("./Access.tsx"));
const Bill = lazy(() => import("./Bill.tsx"));
const Settings = lazy(() => import("./settings/Settings.tsx"));

const tabs: Record<ClusterTab, React.ComponentType<{ cluster: Cluster }>> = {
  overview: Overview,
  "node-groups": NodeGroups,
  operations: Operations,
  events: Events,
  backups: Backups,
  upgrade: Upgrade,
  access: Access,
  bill: Bill,
  settings: Settings,
};

/** Of the card of an operation: a dozen stages. */
const usualHeight = 440;

/** The operation that goes on; else the last one, where it explains why the cluster has failed. */
const Current = ({ cluster: { id, state, activeOperation } }: { cluster: Cluster }) => {
  const last = useOperations(id, false).data?.pages[0]?.items[0];
  const explains = last && (goesOn(last) || (state === "failed" && last.status !== "succeeded"));
  const wanted = activeOperation ?? (explains ? last.id : undefined);
  const { data, error } = useOperation(wanted);
  if (wanted !== undefined && !data && !error)
    return (
      <section className="kw-operation">
        <Loading room={usualHeight} />
      </section>
    );
  return data && (goesOn(data) || state === "failed") ? <OperationCard operation={data} /> : null;
};

/** When an operation ends, whatever else is shown of the cluster is old. */
const useFreshAfter = ({ id, activeOperation }: Cluster): void => {
  const queries = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another operation, or none, holds the cluster
  useEffect(() => {
    void queries.invalidateQueries({ predicate: ({ queryKey: [what, of] }) => of === id && what !== "cluster" });
  }, [queries, id, activeOperation]);
};

const Shown = ({ cluster, tab }: { cluster: Cluster; tab: ClusterTab }) => {
  const navigate = useNavigate();
  const { id, name, state } = cluster;
  const Tab = tabs[tab];
  useFreshAfter(cluster);
  return (
    <Page
      title={name}
      mark={<Mark state={state} />}
      above={[{ text: texts.home.title, to: paths.home }]}
      actions={
        <>
          <Sleep cluster={cluster} />
          {allows(state, "delete") && (
            <Act why={forbids("clusterDelete")} onClick={() => void navigate(paths.deleteCluster(id))}>
              {texts.remove.act}
            </Act>
          )}
        </>
      }
    >
      <Current cluster={cluster} />
      <Tabs
        label={texts.cluster.tabs}
        at={tab}
        tabs={clusterTabs.map((one) => ({ text: texts.cluster.tab[one], to: paths.cluster(id, one) }))}
      />
      <Suspense fallback={<Loading />}>
        <Tab cluster={cluster} />
      </Suspense>
    </Page>
  );
};

export const ClusterPage = () => {
  const { clusterId = "", tab = "overview" } = useParams();
  const asked = useCluster(clusterId);
  const known = clusterTabs.find((name) => name === tab);
  if (!known) return <NotFound />;
  return (
    <AwaitedPage title={texts.cluster.title} of={asked}>
      {(cluster) => <Shown cluster={cluster} tab={known} />}
    </AwaitedPage>
  );
};
