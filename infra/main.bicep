targetScope = 'subscription'

import { settingsType } from 'app/types.bicep'

@description('Name of the environment; a part of every name and of the hash in it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything; it must have Flex Consumption (az functionapp list-flexconsumption-locations).')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Client id of the multi-tenant app registration. It cannot be made here: the app does not start without it.')
@minLength(36)
@maxLength(36)
param entraClientId string

@description('What tokens for the API are issued for; empty: api://<client id>.')
param entraAudience string = ''

@description('The operator\'s own tenant: only its daemons and people can be System Administrators. Empty: the tenant of the subscription.')
param operatorTenantId string = ''

@description('Where a grant link of presence leads back to; empty: the app registration\'s own address.')
param grantRedirectUri string = ''

@description('Everything else that the app reads, with its defaults in settings.json; names and ranges are in app/types.bicep.')
param settings settingsType = loadJsonContent('settings.json')

@description('Name of the Functions runtime. dotnet-isolated, with its version, is the way round where a region has no custom.')
@allowed(['custom', 'dotnet-isolated'])
param runtimeName string = 'custom'

@description('Version of the runtime. A wrong one is accepted and the app does not start: ask az functionapp list-flexconsumption-runtimes.')
param runtimeVersion string = '1.0'

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances of the app.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that always wait for calls, so that nobody waits for a start. They cost while they wait.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 0

@description('Redundancy of the storage.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Whether the table of ended tasks has a storage account of its own, so that a purge disturbs nothing that is live. What lies in the other one is not moved.')
param historyStorage bool = false

@description('Whether storage, Service Bus and Key Vault are reached through private endpoints alone. Service Bus is Premium then.')
param privateNetwork bool = false

@description('Addresses of the network; at least a /23. Without a private network there is none.')
param networkAddressPrefix string = '10.80.0.0/22'

@description('Whether the host may read the lengths of queues, to scale by them. It takes the right to manage them.')
param exactQueueLengths bool = false

@description('Object ids of the identities of the engines, which take tasks and tell what becomes of them.')
param enginePrincipalIds string[] = []

@description('Whether nobody can purge the Key Vault\'s deleted secrets before their days are over. Once on, it stays on.')
param vaultPurgeProtection bool = true

@description('For how many days deleted secrets can be recovered.')
@minValue(7)
@maxValue(90)
param vaultSoftDeleteDays int = 7

@description('For how many days logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Whom alerts are mailed to; empty: they stand in the portal alone.')
param alertEmail string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var queues = loadJsonContent('queues.json')
var alerts = loadJsonContent('alerts.json').alerts
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var packageContainer = 'app-package'
var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  serviceBus: 'privatelink.servicebus.windows.net'
  vault: 'privatelink.vaultcore.azure.net'
}

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.identity}${token}'
    location: location
    tags: tags
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalytics}${token}'
    insightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbreviations.storage}${token}'
    location: location
    tags: tags
    sku: storageSku
    isPrivate: privateNetwork
    packageContainer: packageContainer
  }
}

module history 'app/storage.bicep' = if (historyStorage) {
  name: 'history-storage'
  scope: group
  params: {
    name: '${abbreviations.historyStorage}${token}'
    location: location
    tags: tags
    sku: storageSku
    isPrivate: privateNetwork
  }
}

module broker 'app/broker.bicep' = {
  name: 'broker'
  scope: group
  params: {
    name: '${abbreviations.serviceBus}${token}'
    location: location
    tags: tags
    catalogue: queues
    isPrivate: privateNetwork
  }
}

module vault 'app/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: tags
    isPrivate: privateNetwork
    purgeProtection: vaultPurgeProtection
    softDeleteDays: vaultSoftDeleteDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'app/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: '${abbreviations.network}${token}'
    endpointPrefix: abbreviations.privateEndpoint
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    zoneNames: [zones.blob, zones.table, zones.serviceBus, zones.vault]
    targets: concat(
      [
        { name: 'blob', resourceId: storage.outputs.id, group: 'blob', zone: zones.blob }
        { name: 'table', resourceId: storage.outputs.id, group: 'table', zone: zones.table }
        { name: 'servicebus', resourceId: broker.outputs.id, group: 'namespace', zone: zones.serviceBus }
        { name: 'vault', resourceId: vault.outputs.id, group: 'vault', zone: zones.vault }
      ],
      historyStorage ? [{ name: 'history', resourceId: history!.outputs.id, group: 'table', zone: zones.table }] : [])
  }
}

// Before the app: what its identity may not do yet at the first start, it cannot do then.
module access 'app/access.bicep' = {
  name: 'access'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    enginePrincipalIds: enginePrincipalIds
    exactQueueLengths: exactQueueLengths
    storageName: storage.outputs.name
    historyStorageName: historyStorage ? history!.outputs.name : ''
    serviceBusName: broker.outputs.name
    queues: queues.queues
    keyVaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module functions 'app/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.plan}${token}'
    location: location
    tags: tags
    runtimeName: runtimeName
    runtimeVersion: runtimeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    packageAddress: '${storage.outputs.blobEndpoint}${packageContainer}'
    blobEndpoint: storage.outputs.blobEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    historyTableEndpoint: historyStorage ? history!.outputs.tableEndpoint : ''
    serviceBusHostName: broker.outputs.hostName
    keyVaultUri: vault.outputs.uri
    insightsName: monitoring.outputs.insightsName
    entraClientId: entraClientId
    entraAudience: empty(entraAudience) ? 'api://${entraClientId}' : entraAudience
    operatorTenantId: empty(operatorTenantId) ? tenant().tenantId : operatorTenantId
    settings: {
      ...settings
      Presence: { GrantRedirectUri: empty(grantRedirectUri) ? settings.Presence.GrantRedirectUri : grantRedirectUri }
    }
  }
  dependsOn: [access]
}

module appAlerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    prefix: abbreviations.alert
    actionGroupName: '${abbreviations.actionGroup}${token}'
    location: location
    tags: tags
    mailTo: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    alerts: alerts
  }
}

module platformAlerts 'app/platform-alerts.bicep' = {
  name: 'platform-alerts'
  scope: group
  params: {
    prefix: abbreviations.alert
    location: location
    tags: tags
    actionGroupIds: appAlerts.outputs.actionGroupIds
    serviceBusId: broker.outputs.id
    workspaceId: monitoring.outputs.workspaceId
  }
}

module workbook 'app/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    displayName: 'Nimbus Functions ${environmentName}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    content: loadTextContent('workbook.json')
  }
}

@description('Region.')
output AZURE_LOCATION string = location
@description('Tenant of the subscription.')
output AZURE_TENANT_ID string = tenant().tenantId
@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name
@description('The function app.')
output SERVICE_FUNCTIONS_NAME string = functions.outputs.name
@description('Address of the API.')
output SERVICE_FUNCTIONS_URI string = functions.outputs.uri
@description('The storage account.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
@description('Host name of the Service Bus namespace.')
output SERVICE_BUS_HOST_NAME string = broker.outputs.hostName
@description('The Key Vault.')
output KEY_VAULT_NAME string = vault.outputs.name
@description('The workbook.')
output WORKBOOK_ID string = workbook.outputs.id
@description('Client id of the app\'s identity.')
output IDENTITY_CLIENT_ID string = identity.outputs.clientId
@description('Issuer of the federated credential that the app registration needs.')
output FEDERATED_CREDENTIAL_ISSUER string = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
@description('Subject of the federated credential: the object id of the app\'s identity.')
output FEDERATED_CREDENTIAL_SUBJECT string = identity.outputs.principalId
