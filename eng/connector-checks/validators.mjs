// What others wrote: the Swagger 2.0 validator, and the schemas of Microsoft's connector tools.
import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv from "ajv";
import AjvDraft04 from "ajv-draft-04";

const most = 20;

/** Everything that makes it no Swagger 2.0 document. Nothing is fetched. */
export async function swaggerFaults(definition) {
  try {
    await SwaggerParser.validate(structuredClone(definition), { resolve: { external: false } });
    return [];
  } catch (failure) {
    return (failure.details ?? [failure]).slice(0, most).map((detail) => `${detail.instancePath ?? ""} ${detail.message}`.trim());
  }
}

export function officialCheck(schemas) {
  const definition = compile(new AjvDraft04({ strict: false, allErrors: true, logger: false, validateFormats: false }), schemas.definition);
  // Its id is no id of draft 07, which says $id.
  const { id: _, ...properties } = schemas.properties;
  const ofProperties = compile(new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false }), properties);
  return { definition, properties: ofProperties };
}

function compile(ajv, schema) {
  const validate = ajv.compile(schema);
  return (document) => (validate(document) ? [] : tell(validate.errors));
}

// Of the branches of a oneOf the deepest faults say most.
function tell(errors) {
  const deepest = [...errors].sort((left, right) => right.instancePath.split("/").length - left.instancePath.split("/").length);
  return deepest.slice(0, most).map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
}
