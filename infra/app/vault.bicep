@description('Name of the vault.')
param name string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Whether only private endpoints reach it.')
param isPrivate bool
@description('Whether nobody can purge what was deleted before its days are over. Once on, it stays on.')
param purgeProtection bool
@description('For how many days deleted secrets can be recovered.')
@minValue(7)
@maxValue(90)
param softDeleteDays int
@description('Workspace of the audit log.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    // The service refuses false: it is on or not there.
    ...(purgeProtection ? { enablePurgeProtection: true } : {})
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

// Who read which tenant's secret, and when.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Name of the vault.')
output name string = vault.name
@description('Id of the vault.')
output id string = vault.id
@description('Address of the vault.')
output uri string = vault.properties.vaultUri
