import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { bootStages } from "#contract/boot-stages.ts";
import { duration } from "#contract/duration.ts";
import { isOver } from "#contract/states.ts";
import { answered, api, newKey } from "../api/client.ts";
import { goesOn } from "../api/clusters.ts";
import type { Operation, OperationStage } from "../api/types.ts";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { OperationMark } from "../ui/Mark.tsx";
import { Stages } from "../ui/Stages.tsx";
import { moment } from "../ui/times.ts";
import { useNow } from "../ui/use-now.ts";
import { BootingMachines } from "./BootingMachines.tsx";
import { UpgradeProgress } from "./UpgradeProgress.tsx";

const { operation: words } = texts;

const Cancel = ({ operation }: { operation: Operation }) => {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      answered(api.POST("/operations/{operationId}/cancel", { params: { path: { operationId: operation.id } } })),
    onSuccess: (next) => {
      queries.setQueryData(["operation", operation.id], next);
      setAsking(false);
    },
  });
  return (
    <>
      <Act why={forbids("operationCancel")} onClick={() => setAsking(true)}>
        {words.cancel}
      </Act>
      {asking && (
        <Confirm
          head={words.cancelHead}
          act={words.cancel}
          busy={isPending}
          error={error}
          onAct={() => mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{words.cancelBody}</p>
        </Confirm>
      )}
    </>
  );
};

const Retry = ({ operation: { id, kind, clusterName } }: { operation: Operation }) => {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (header: { "Idempotency-Key": string }) =>
      answered(api.POST("/operations/{operationId}/retry", { params: { path: { operationId: id }, header } })),
    onSuccess: (next) => navigate(paths.operation(next.id)),
  });
  return (
    <>
      <Act why={forbids("operationRetry")} onClick={() => setAsking(true)}>
        {words.retry}
      </Act>
      {asking && (
        <Confirm
          head={words.retryHead(words.kind[kind], clusterName)}
          act={words.retry}
          busy={isPending}
          error={error}
          onAct={() => mutate(newKey())}
          onClose={() => setAsking(false)}
        >
          <p>{words.retryBody}</p>
        </Confirm>
      )}
    </>
  );
};

const Time = ({ operation: { createdAt, endedAt } }: { operation: Operation }) => {
  const now = useNow(endedAt === undefined);
  return (
    <span title={moment(createdAt)}>{duration((endedAt ? Date.parse(endedAt) : now) - Date.parse(createdAt))}</span>
  );
};

/** What a rehearsal waits for is no node of the cluster. */
const Machines = ({ operation, stage: { name, status } }: { operation: Operation; stage: OperationStage }) => {
  const waits = bootStages.has(name) && name !== "AwaitRehearsal" && goesOn(operation);
  if (!waits || (status !== "running" && status !== "succeeded")) return null;
  const members = name === "AwaitMembers";
  return <BootingMachines clusterId={operation.clusterId} members={members} over={status === "succeeded"} />;
};

/** An operation as it goes on: its way, its time, its error, and what can be done. */
export const OperationCard = ({ operation }: { operation: Operation }) => {
  const { id, kind, status, error, upgrade, reason, cancelAsked, requestedBy } = operation;
  const placed = operation.stages.some(({ name }) => name === error?.stage);
  return (
    <section className="kw-operation" aria-label={words.kind[kind]}>
      <div className="kw-operation-head">
        <h2>
          <Link to={paths.operation(id)}>{words.kind[kind]}</Link>
        </h2>
        <OperationMark status={status} />
        <Time operation={operation} />
        <span className="kw-quiet">{words.by(requestedBy)}</span>
        <div className="kw-actions">
          {goesOn(operation) && !cancelAsked && kind !== "cluster.delete" && <Cancel operation={operation} />}
          {isOver(status) && status !== "succeeded" && <Retry operation={operation} />}
        </div>
      </div>
      {reason && <p>{reason.message}</p>}
      {cancelAsked && <p>{words.cancelled(cancelAsked.by)}</p>}
      {upgrade && <UpgradeProgress progress={upgrade} over={isOver(status)} />}
      <Stages operation={operation} parts={(stage) => <Machines operation={operation} stage={stage} />} />
      {error && !placed && (
        <p className="kw-stage-why">
          {error.message} ({error.code})
        </p>
      )}
      {status === "rolled-back" && <p>{words.rolledBack}</p>}
    </section>
  );
};
