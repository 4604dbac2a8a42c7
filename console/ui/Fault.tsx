import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Link } from "react-router";
import { ProblemAnswer, Unreachable } from "../api/problem.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";

const { fault } = texts;

const said = (error: unknown): { head: string; body: string; operationId?: string | undefined } => {
  if (error instanceof Unreachable) return { head: fault.unreachable, body: fault.unreachableBody };
  if (!(error instanceof ProblemAnswer)) return { head: fault.bug, body: String(error) };
  const { code, title, detail, operationId } = error.problem;
  const heads: Partial<Record<typeof code, string>> = { Forbidden: fault.forbidden, NotFound: fault.notFound };
  return { head: heads[code] ?? title, body: detail, operationId };
};

interface Props {
  error: unknown;
  /** Where asking again may help. */
  again?: (() => void) | undefined;
}

/** What went wrong, where it did, and what to do about it. */
export const Fault = ({ error, again }: Props) => {
  const { head, body, operationId } = said(error);
  const faults = error instanceof ProblemAnswer ? (error.problem.errors ?? []) : [];
  return (
    <div role="alert">
      <Alert
        type={error instanceof ProblemAnswer && error.problem.code === "Forbidden" ? "warning" : "error"}
        header={head}
        statusIconAriaLabel={fault.icon}
        action={again && <Button onClick={again}>{fault.again}</Button>}
      >
        {faults.length === 0 ? body : null}
        {faults.length > 0 && (
          <ul className="kw-faults">
            {faults.map(({ field, allowed }) => (
              <li key={field}>
                <code>{field}</code>: {allowed}
              </li>
            ))}
          </ul>
        )}
        {operationId !== undefined && (
          <p>
            <Link to={paths.operation(operationId)}>{fault.inTheWay}</Link>
          </p>
        )}
      </Alert>
    </div>
  );
};
