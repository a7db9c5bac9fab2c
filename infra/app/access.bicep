import { queueType } from 'types.bicep'

@description('Object id of the app\'s identity.')
param principalId string
@description('Object ids of the engines\' identities.')
param enginePrincipalIds string[]
@description('Whether the host may read the lengths of queues, which takes the right to manage them.')
param exactQueueLengths bool
@description('Name of the storage account.')
param storageName string
@description('Name of the account of the history; empty: the same.')
param historyStorageName string
@description('Name of the Service Bus namespace.')
param serviceBusName string
@description('Its queues.')
param queues queueType[]
@description('Name of the Key Vault.')
param keyVaultName string
@description('Name of the Application Insights component.')
param insightsName string

// Azure's built-in roles.
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  serviceBusDataOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var ownQueues = filter(queues, queue => contains(queue, 'readBy'))
var engineQueues = filter(queues, queue => !contains(queue, 'readBy'))
// Where engines bring what arrives and what has become of tasks.
var engineDoors = ['incoming-tasks', 'task-events']
var engineReads = flatten(map(enginePrincipalIds, engine => map(engineQueues, queue => { engine: engine, queue: queue.name })))
var engineSends = flatten(map(enginePrincipalIds, engine => map(engineDoors, door => { engine: engine, queue: door })))

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageName
}

resource historyStorage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = if (!empty(historyStorageName)) {
  name: empty(historyStorageName) ? storageName : historyStorageName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource readQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for queue in ownQueues: {
  parent: serviceBus
  name: queue.name
}]

resource engineReadQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for read in engineReads: {
  parent: serviceBus
  name: read.queue
}]

resource engineSendQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for send in engineSends: {
  parent: serviceBus
  name: send.queue
}]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The host takes leases for its timers and keeps its keys in blobs, and reads the package; leases take the owner's role
// (Functions: "Connecting to host storage with an identity").
resource hostOwnsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, principalId, roles.storageBlobDataOwner)
  scope: storage
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// All data of the app lies in tables, and the app makes the tables that are missing; the host's diagnostic events lie there too.
resource appWritesTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, principalId, roles.storageTableDataContributor)
  scope: storage
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The same for the table History, where it has an account of its own.
resource appWritesHistory 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(historyStorageName)) {
  name: guid(resourceGroup().id, historyStorageName, principalId, roles.storageTableDataContributor)
  scope: historyStorage
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The host receives for the app's functions: from their queues and the dead letters below them, and from no other.
resource hostReceives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queue, i) in ownQueues: {
  name: guid(serviceBus.id, queue.name, principalId, roles.serviceBusDataReceiver)
  scope: readQueues[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

// The app sends to every queue: work to itself, copies that come again later, and tasks to the engines.
resource appSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(serviceBus.id, principalId, roles.serviceBusDataSender)
  scope: serviceBus
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Only on demand: the length of a queue is told to owners alone. Without it the scaling estimates from what it can peek at.
resource hostReadsLengths 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (exactQueueLengths) {
  name: guid(serviceBus.id, principalId, roles.serviceBusDataOwner)
  scope: serviceBus
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Engines take tasks from the queues that no function of the app reads.
resource engineReceives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (read, i) in engineReads: {
  name: guid(serviceBus.id, read.queue, read.engine, roles.serviceBusDataReceiver)
  scope: engineReadQueues[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
    principalId: read.engine
    principalType: 'ServicePrincipal'
  }
}]

// Engines tell what has arrived and what has become of tasks.
resource engineTells 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (send, i) in engineSends: {
  name: guid(serviceBus.id, send.queue, send.engine, roles.serviceBusDataSender)
  scope: engineSendQueues[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
    principalId: send.engine
    principalType: 'ServicePrincipal'
  }
}]

// Tenants' secrets are written, read, deleted, recovered and purged by the app; no narrower built-in role writes and deletes.
resource appKeepsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Application Insights takes telemetry from identities with this role alone, as its local authentication is off.
resource hostSendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
