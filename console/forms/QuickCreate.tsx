import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { Link } from "react-router";
import { ProblemAnswer } from "../api/problem.ts";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { Fault } from "../ui/Fault.tsx";
import { createOrder, useCreateCluster } from "./use-create-cluster.ts";

const { create } = texts;

/** One field and one button. */
export const QuickCreate = () => {
  const [name, setName] = useState("");
  const { mutate, isPending, error, reset } = useCreateCluster();
  const forbidden = forbids("clusterCreate");
  const allowed = error instanceof ProblemAnswer ? error.allowed("name") : undefined;
  return (
    <form
      className="kw-quick"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && forbidden === undefined) mutate(createOrder({ name }));
      }}
    >
      <h2>{create.first}</h2>
      <p>{create.firstBody}</p>
      <div className="kw-quick-row">
        <FormField label={create.name} errorText={allowed && create.fault(allowed)}>
          <Input
            value={name}
            placeholder={create.nameExample}
            autoFocus
            onChange={({ detail }) => {
              if (error) reset();
              setName(detail.value);
            }}
          />
        </FormField>
        <Act variant="primary" formAction="submit" loading={isPending} loadingText={create.asking} why={forbidden}>
          {create.act}
        </Act>
      </div>
      {error && allowed === undefined && <Fault error={error} />}
      {forbidden && <p className="kw-quiet">{forbidden}</p>}
      <p>
        <Link to={paths.create(name)}>{create.more}</Link>
      </p>
    </form>
  );
};
