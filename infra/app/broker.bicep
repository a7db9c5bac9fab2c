import { queuesType } from 'types.bicep'

@description('Name of the namespace.')
param name string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('The queues and what they have in common.')
param catalogue queuesType
@description('Whether only private endpoints reach it. That takes the tier Premium.')
param isPrivate bool

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: isPrivate ? 'Premium' : 'Standard'
    tier: isPrivate ? 'Premium' : 'Standard'
    ...(isPrivate ? { capacity: 1 } : {})
  }
  properties: {
    // Entra alone: there is no key that could leak.
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

// One after the other: a namespace takes only few changes at once.
@batchSize(1)
resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in catalogue.queues: {
  parent: namespace
  name: queue.name
  properties: {
    requiresSession: queue.requiresSession
    lockDuration: catalogue.lockDuration
    maxDeliveryCount: catalogue.maxDeliveryCount
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: catalogue.duplicateDetectionHistoryTimeWindow
    // A signal that nobody took in time means nothing later: unless a queue says otherwise it vanishes.
    deadLetteringOnMessageExpiration: queue.?deadLetteringOnMessageExpiration ?? false
    // A queue that is full refuses the sender. 5 GB is the most of the tier Standard.
    maxSizeInMegabytes: 5120
    enablePartitioning: false
  }
}]

@description('Name of the namespace.')
output name string = namespace.name
@description('Id of the namespace.')
output id string = namespace.id
@description('Host name of the namespace.')
output hostName string = split(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':')[0]
