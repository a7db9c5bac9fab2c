@description('Name of the account.')
param name string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('How often and where the data is kept.')
param sku string
@description('Whether only private endpoints reach it.')
param isPrivate bool
@description('Container of the app\'s package; empty: the account holds tables alone.')
param packageContainer string = ''

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    // Entra alone: there is no key that could leak, and none for somebody to copy out.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = if (!empty(packageContainer)) {
  parent: account
  name: 'default'
  properties: {
    // The host's keys and timers lie in blobs too.
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = if (!empty(packageContainer)) {
  parent: blobs
  name: empty(packageContainer) ? 'none' : packageContainer
  properties: { publicAccess: 'None' }
}

// The tables are made by the app itself at its start, so that the local edition and Azure have the same.

@description('Name of the account.')
output name string = account.name
@description('Id of the account.')
output id string = account.id
@description('Address of its blobs, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
@description('Address of its tables, with a slash at the end.')
output tableEndpoint string = account.properties.primaryEndpoints.table
