// What the runtime does to an invocation that is to go wrong: see faults.py for the orders and what they mean.
import { subscribe, unsubscribe } from "node:diagnostics_channel";

const runtime = process.env.AWS_LAMBDA_RUNTIME_API;
const made = "http.client.request.created";
const answered = "http.client.response.finish";

/** The service that signed calls are for; a call without AWS's signature is one of the cluster's own API. */
const serviceOf = (request) => {
  const [, service] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(String(request.getHeader("authorization"))) ?? [];
  return service ?? "kubernetes";
};

/** Nothing runs on until the signal has its effect. */
const signal = (name) => {
  process.kill(process.pid, name);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
};

/** Kinds of which the called service has to know, and the status by which its answer says that it has refused. */
const refusals = {
  throttle: (status) => status >= 400,
  // Calls other than RunInstances do not heed it, and what is wrong with them is a 4xx.
  "no-capacity": (status) => status >= 500,
};

/** @returns `at`, told of begin and end; `disarm`, which says in headers what came of it */
export const arm = ({ kind, at: moment, of, nth }) => {
  const calls = [];
  const numbers = new WeakMap();
  const marked = new WeakSet();
  const isRefusal = refusals[kind];
  let fired = false;

  const act = () => {
    if (kind === "watch") return;
    fired = true;
    if (kind === "kill") signal("SIGKILL");
    else if (kind === "hold" || kind === "time-out") signal("SIGSTOP");
    else if (kind === "fail") throw Object.assign(new Error("ordered to fail"), { name: "Ordered" });
  };
  const isMeant = (service) => of === service || of === "any" || (of === "cloud" && service !== "dynamodb");
  // A cluster's own API knows no marks.
  const counts = (service) => isMeant(service) && !(isRefusal && service === "kubernetes");
  const onCall = ({ request }) => {
    if (request.getHeader("host") === runtime) return;
    const service = serviceOf(request);
    calls.push(service);
    if (!counts(service)) return;
    const number = calls.filter(counts).length;
    numbers.set(request, number);
    if (moment !== "call") return;
    if (isRefusal) {
      if (number < nth) return;
      marked.add(request);
      request.setHeader("x-kubewright-fault", kind);
    } else if (number === nth) act();
  };
  const onAnswer = ({ request, response }) => {
    if (marked.has(request)) fired ||= isRefusal(response.statusCode);
    if (moment !== "answer" || numbers.get(request) !== nth) return;
    if (kind !== "lose") return act();
    fired = true;
    // Nobody gets to see the answer: to the caller the connection has broken off.
    request.removeAllListeners("response");
    request.destroy(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
  };
  subscribe(made, onCall);
  subscribe(answered, onAnswer);

  return {
    at: (now) => {
      if (now === moment) act();
    },
    disarm: () => {
      unsubscribe(made, onCall);
      unsubscribe(answered, onAnswer);
      return { "kubewright-fired": fired ? "yes" : "no", "kubewright-calls": calls.join(",") };
    },
  };
};
