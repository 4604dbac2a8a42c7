import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { answered, api } from "../api/client.ts";
import type { Operation } from "../api/types.ts";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { AskedOnce } from "./AskedOnce.tsx";
import { actsOf } from "./operation-acts.ts";

const { operation: words } = texts;

/** The buttons of an operation: to cancel, to pause, to go on, to try again; those that can be asked for now. */
export const OperationActs = ({ operation }: { operation: Operation }) => {
  const { id, kind, clusterId, clusterName } = operation;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { operationId: id } };
  const seen = (next: Operation): void => void queries.setQueryData(["operation", id], next);
  const acts = {
    resume: (
      <AskedOnce
        key="resume"
        clusterId={clusterId}
        verb={words.resume}
        variant="primary"
        why={forbids("operationResume")}
        head={words.resumeHead}
        body={words.resumeBody}
        call={() => answered(api.POST("/operations/{operationId}/resume", { params }))}
        done={seen}
      />
    ),
    pause: (
      <AskedOnce
        key="pause"
        clusterId={clusterId}
        verb={words.pause}
        why={forbids("operationPause")}
        head={words.pauseHead}
        body={words.pauseBody}
        call={() => answered(api.POST("/operations/{operationId}/pause", { params }))}
        done={seen}
      />
    ),
    cancel: (
      <AskedOnce
        key="cancel"
        clusterId={clusterId}
        verb={words.cancel}
        why={forbids("operationCancel")}
        head={words.cancelHead}
        body={kind === "node-group.roll" ? words.cancelRoll : words.cancelBody}
        call={() => answered(api.POST("/operations/{operationId}/cancel", { params }))}
        done={seen}
      />
    ),
    retry: (
      <AskedOnce
        key="retry"
        clusterId={clusterId}
        verb={words.retry}
        why={forbids("operationRetry")}
        head={words.retryHead(words.kind[kind], clusterName)}
        body={words.retryBody}
        call={(header) => answered(api.POST("/operations/{operationId}/retry", { params: { ...params, header } }))}
        done={(next) => void navigate(paths.operation(next.id))}
      />
    ),
  };
  return <div className="kw-actions">{actsOf(operation).map((act) => acts[act])}</div>;
};
