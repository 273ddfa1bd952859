// What fhir-kit-client gets from the server at the address of its argument, as JSON.
import * as kit from "fhir-kit-client";

const Client = kit.default?.default ?? kit.default ?? kit.Client;
const client = new Client({ baseUrl: process.argv[2] });

const statement = await client.capabilityStatement();
const searchParams = { near: "42.3427|-71.0922|100|mi", _count: 5, _include: "Location:organization" };
const first = await client.search({ resourceType: "Location", searchParams });
const second = await client.nextPage({ bundle: first });
const back = await client.prevPage({ bundle: second });
const { id } = first.entry[0].resource;
const one = await client.read({ resourceType: "Location", id });
const posted = await client.search({ resourceType: "Location", searchParams, options: { postSearch: true } });
const organization = await client.resolve({ reference: one.managingOrganization?.reference ?? `Location/${id}` });
const refused = await client
  .read({ resourceType: "Location", id: "nobody" })
  .then(() => null, (error) => ({ status: error.response.status, resource: error.response.data }));

console.log(JSON.stringify({ statement, first, second, back, one, posted, organization, refused }));
