import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { Link } from "react-router";
import { ProblemAnswer } from "../api/problem.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { Fault } from "../ui/Fault.tsx";
import { createOrder, useCreateCluster } from "./use-create-cluster.ts";

const { create } = texts;

/** One field and one button. */
export const QuickCreate = () => {
  const [name, setName] = useState("");
  const { mutate, isPending, error, reset } = useCreateCluster();
  const allowed = error instanceof ProblemAnswer ? error.allowed("name") : undefined;
  return (
    <form
      className="kw-quick"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(createOrder({ name }));
      }}
    >
      <h2>{create.first}</h2>
      <p>{create.firstBody}</p>
      <div className="kw-quick-row">
        <FormField label={create.name} errorText={allowed && create.nameFault(allowed)}>
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
        <Button variant="primary" formAction="submit" loading={isPending} loadingText={create.asking}>
          {create.act}
        </Button>
      </div>
      {error && allowed === undefined && <Fault error={error} />}
      <p>
        <Link to={paths.create(name)}>{create.more}</Link>
      </p>
    </form>
  );
};
