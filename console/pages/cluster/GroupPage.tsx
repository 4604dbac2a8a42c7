import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, begun } from "../../api/client.ts";
import { useCluster } from "../../api/clusters.ts";
import { useGroupPlan } from "../../api/plans.ts";
import { ProblemAnswer } from "../../api/problem.ts";
import type { Cluster, NodeGroup, Plan } from "../../api/types.ts";
import { faultsAt, isAtField } from "../../forms/faults.ts";
import { GroupMoreFields } from "../../forms/GroupMoreFields.tsx";
import {
  endsNodes,
  firstGroup,
  type GroupWish,
  groupBody,
  groupChanges,
  rebased,
  wishOf,
} from "../../forms/group-wish.ts";
import { TextField } from "../../forms/TextField.tsx";
import { TypeSelect } from "../../forms/TypeSelect.tsx";
import { paths } from "../../paths.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { AwaitedPage } from "../../ui/Awaited.tsx";
import { ChangeCost } from "../../ui/ChangeCost.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { Fault } from "../../ui/Fault.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { Proof } from "../../ui/Proof.tsx";
import { NotFound } from "../NotFound.tsx";
import { things } from "./planned-things.ts";
import { useChange } from "./use-change.ts";
import { whyNot } from "./why-not.ts";

const { group: words } = texts;

const Things = ({ head, things }: { head: string; things: string[] }) =>
  things.length === 0 ? null : (
    <>
      <h3>{head}</h3>
      <ul>
        {things.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
    </>
  );

/** What would be made and taken away, and what all of it would cost then. */
const PlanPanel = ({ plan, error, nothing }: { plan: Plan | undefined; error: Error | null; nothing: boolean }) => (
  <aside className="kw-section" aria-label={words.plan}>
    <h2>{words.plan}</h2>
    {nothing ? (
      <p className="kw-quiet">{words.nothing}</p>
    ) : plan ? (
      <>
        <Things head={words.made} things={things(plan, "makes")} />
        <Things head={words.taken} things={things(plan, "removes")} />
        {plan.changePrice && <ChangeCost price={plan.changePrice} />}
        {plan.proof && <Proof proof={plan.proof} />}
      </>
    ) : error ? (
      <p className="kw-quiet">{texts.create.noPlan}</p>
    ) : (
      <Loading />
    )}
  </aside>
);

interface AskFirstProps {
  group: NodeGroup;
  plan: Plan | undefined;
  force: boolean;
  onAct: () => void;
  onClose: () => void;
}

/** What ends with the change: machines, and with force the pods that a budget keeps. */
const AskFirst = ({ group: { name }, plan, force, onAct, onClose }: AskFirstProps) => {
  const taken = plan ? things(plan, "removes").join(", ") : "";
  return (
    <Confirm head={words.ask(name)} act={words.save} busy={false} error={null} onAct={onAct} onClose={onClose}>
      {taken && <p>{words.ends(taken)}</p>}
      {force && <p>{words.forced}</p>}
      {!taken && !force && <p>{words.fewer}</p>}
    </Confirm>
  );
};

interface Asked {
  cluster: Cluster;
  /** The one that is changed; none: a new one. */
  group: NodeGroup | undefined;
}

/** Asks for a new group, or for what has been changed of one as it was seen. */
const useGroupOrder = ({ cluster: { id: clusterId }, group }: Asked, wish: GroupWish, force: boolean) => {
  const navigate = useNavigate();
  const changes = group ? groupChanges(group, wish) : {};
  const update = { ...changes, ...(force ? { force } : {}) };
  const body = groupBody(wish);
  const order = useChange(
    clusterId,
    (_: undefined, header) =>
      group
        ? begun(
            api.PATCH("/clusters/{clusterId}/node-groups/{nodeGroupId}", {
              params: {
                path: { clusterId, nodeGroupId: group.id },
                header: { ...header, "If-Match": `"${group.rev}"` },
              },
              body: update,
            }),
          )
        : begun(api.POST("/clusters/{clusterId}/node-groups", { params: { path: { clusterId }, header }, body })),
    () => void navigate(paths.cluster(clusterId, "node-groups")),
  );
  const nothing = group !== undefined && Object.keys(changes).length === 0;
  // A plan looks whether the name is free, and there is none yet.
  const wanted = group ? update : { ...body, name: body.name || "unnamed" };
  const plan = useGroupPlan(clusterId, group?.id, wanted, !nothing);
  const unsafe = group !== undefined && (force || endsNodes(group, changes, plan.data));
  return { ...order, plan, nothing, unsafe };
};

const Form = ({ cluster, group: first, look }: Asked & { look: () => Promise<NodeGroup | undefined> }) => {
  const navigate = useNavigate();
  // As it was when its fields were filled: what somebody else changes meanwhile is not undone unseen.
  const [group, setGroup] = useState(first);
  const [wish, setWish] = useState(() => (group ? wishOf(group) : firstGroup("")));
  const [force, setForce] = useState(false);
  const [asking, setAsking] = useState(false);
  const { act, isPending, error, reset, plan, nothing, unsafe } = useGroupOrder({ cluster, group }, wish, force);
  const change = (part: Partial<GroupWish>): void => {
    reset();
    setWish((old) => ({ ...old, ...part }));
  };
  const rebase = async (): Promise<void> => {
    const newest = await look();
    if (!group || !newest) return;
    reset();
    setWish(rebased(group, newest, wish));
    setGroup(newest);
  };
  const outrun = error instanceof ProblemAnswer && error.problem.code === "PreconditionFailed";
  const fault = error ?? (nothing ? null : plan.error);
  const allowed = faultsAt(fault);
  const why = whyNot(group ? "nodeGroupUpdate" : "nodeGroupCreate", cluster, group);
  return (
    <div className="kw-beside">
      <form
        className="kw-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPending || why !== undefined || nothing) return;
          if (unsafe) setAsking(true);
          else act(undefined);
        }}
      >
        {!group && (
          <TextField
            label={texts.create.groupName}
            value={wish.name}
            placeholder={words.nameExample}
            fault={allowed("name")}
            autoFocus
            onChange={(name) => change({ name })}
          />
        )}
        <div className="kw-pair">
          <TypeSelect
            label={texts.create.machineType}
            value={wish.machineType}
            fault={allowed("machineType")}
            onChange={(machineType) => change({ machineType })}
          />
          <TextField
            number
            label={texts.create.size}
            value={wish.size}
            fault={allowed("size")}
            onChange={(size) => change({ size })}
          />
        </div>
        <GroupMoreFields group={wish} allowed={allowed} there={group !== undefined} onChange={change} />
        {group && (
          <>
            <p className="kw-quiet">{words.forNewMachines}</p>
            <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>
              {texts.node.force}
            </Checkbox>
          </>
        )}
        <div className="kw-row">
          <Act
            variant="primary"
            formAction="submit"
            loading={isPending}
            loadingText={words.asking}
            why={why ?? (nothing ? words.nothing : undefined)}
          >
            {group ? words.save : texts.groups.add}
          </Act>
          <Button
            variant="link"
            formAction="none"
            onClick={() => void navigate(paths.cluster(cluster.id, "node-groups"))}
          >
            {texts.cancel}
          </Button>
        </div>
        {why && <p className="kw-quiet">{why}</p>}
        {outrun && (
          <p>
            {words.changedMeanwhile}{" "}
            <Button variant="inline-link" formAction="none" onClick={() => void rebase()}>
              {words.rebase}
            </Button>
          </p>
        )}
        {fault && !outrun && !isAtField(fault) && <Fault error={fault} />}
      </form>
      <PlanPanel plan={plan.data} error={plan.error} nothing={nothing} />
      {group && asking && (
        <AskFirst
          group={group}
          plan={plan.data}
          force={force}
          onAct={() => {
            setAsking(false);
            act(undefined);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
};

/** A new node group, or all that can be changed of one, with what that would do beside it. */
const GroupPage = () => {
  const { clusterId = "", nodeGroupId } = useParams();
  const asked = useCluster(clusterId);
  const groupOf = (cluster: Cluster | undefined) => cluster?.nodeGroups.find(({ id }) => id === nodeGroupId);
  return (
    <AwaitedPage title={texts.cluster.title} of={asked}>
      {(cluster) => {
        const group = groupOf(cluster);
        if (nodeGroupId !== undefined && !group) return <NotFound />;
        return (
          <Page
            title={group ? words.title(group.name) : texts.groups.add}
            above={[
              { text: texts.home.title, to: paths.home },
              { text: cluster.name, to: paths.cluster(cluster.id, "node-groups") },
            ]}
          >
            <Form
              key={group?.id}
              cluster={cluster}
              group={group}
              look={() => asked.refetch().then(({ data }) => groupOf(data))}
            />
          </Page>
        );
      }}
    </AwaitedPage>
  );
};
export default GroupPage;
