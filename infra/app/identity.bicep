@description('Name of the identity.')
param name string
@description('Region.')
param location string
@description('Tags.')
param tags object

// One identity for host and app: its federated credential on the app registration survives a new function app.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Id of the identity.')
output id string = identity.id
@description('Client id, by which clients name it.')
output clientId string = identity.properties.clientId
@description('Object id, by which roles and the federated credential name it.')
output principalId string = identity.properties.principalId
