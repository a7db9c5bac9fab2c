import { settingsType } from 'types.bicep'

@description('Name of the function app.')
param name string
@description('Name of its plan.')
param planName string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Name of the runtime.')
param runtimeName string
@description('Version of the runtime.')
param runtimeVersion string
@description('Memory of an instance in MB.')
param instanceMemoryMB int
@description('The most instances.')
param maximumInstanceCount int
@description('Instances that always wait for calls.')
param alwaysReadyHttpInstances int
@description('Subnet that the app reaches its neighbours from; empty: none.')
param subnetId string
@description('The user-assigned identity.')
param identityId string
@description('Its client id.')
param identityClientId string
@description('Where the package lies: a blob container\'s address.')
param packageAddress string
@description('Address of the blobs that the host keeps its own things in.')
param blobEndpoint string
@description('Address of the tables.')
param tableEndpoint string
@description('Address of the tables of the history; empty: the same account.')
param historyTableEndpoint string
@description('Host name of the Service Bus namespace.')
param serviceBusHostName string
@description('Address of the Key Vault.')
param keyVaultUri string
@description('Name of the Application Insights component.')
param insightsName string
@description('Client id of the app registration.')
param entraClientId string
@description('What tokens for the API are issued for.')
param entraAudience string
@description('The operator\'s own tenant.')
param operatorTenantId string
@description('Everything else that the app\'s options read.')
param settings settingsType

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// What the host itself needs. On Flex Consumption the runtime and its version stand in functionAppConfig:
// FUNCTIONS_WORKER_RUNTIME and FUNCTIONS_EXTENSION_VERSION must not be set here.
var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
  // The triggers' connection; the app reads the same names.
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
  ServiceBus__fullyQualifiedNamespace: serviceBusHostName
  // No secret: who only knows it can send nothing, as the component's local authentication is off.
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

// What depends on this deployment.
var deploymentSettings = {
  Storage__tableServiceUri: tableEndpoint
  Storage__clientId: identityClientId
  Entra__ClientId: entraClientId
  Entra__Audience: entraAudience
  Entra__OperatorTenantId: operatorTenantId
  Entra__ManagedIdentityClientId: identityClientId
  Secrets__KeyVaultUri: keyVaultUri
  // Where a sign-in leads back to: /ops/callback below it is one of the app registration's redirect URIs.
  Ops__PublicAddress: 'https://${app.properties.defaultHostName}'
}

var historySettings = empty(historyTableEndpoint) ? {} : {
  HistoryStorage__tableServiceUri: historyTableEndpoint
}

// { Graph: { TenantUnits: 3000 } } becomes { Graph__TenantUnits: '3000' }.
var optionSettings = toObject(
  flatten(map(items(settings), section => map(items(section.value), option => {
    name: '${section.key}__${option.key}'
    value: string(option.value)
  }))),
  setting => setting.name,
  setting => setting.value)

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds the service by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Flows and the connector call from outside; the app checks every caller's token itself.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageAddress
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: runtimeName, version: runtimeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttpInstances }]
      }
    }
  }
}

// The package is deployed with Entra's tokens; nobody publishes with a password.
resource passwords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [for way in ['ftp', 'scm']: {
  parent: app
  name: way
  properties: { allow: false }
}]

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hostSettings, deploymentSettings, historySettings, optionSettings)
}

@description('Name of the function app.')
output name string = app.name
@description('Address of the API.')
output uri string = 'https://${app.properties.defaultHostName}'
