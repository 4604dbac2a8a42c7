/** The package's own types are not among its files. */
declare module "asl-validator" {
  interface Result {
    isValid: boolean;
    errors: { "Error code": string; Message?: string }[];
  }
  export default function validate(definition: object): Result;
}
