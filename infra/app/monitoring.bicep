@description('Name of the workspace.')
param workspaceName string
@description('Name of the Application Insights component.')
param insightsName string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('For how many days logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    retentionInDays: retentionDays
    sku: { name: 'PerGB2018' }
    features: {
      // Readers see what they may read of a resource, not the whole workspace; and no key opens it.
      enableLogAccessUsingOnlyResourcePermissions: true
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Whoever knows the connection string can send nothing: it takes the role on the component.
    DisableLocalAuth: true
  }
}

@description('Id of the workspace.')
output workspaceId string = workspace.id
@description('Name of the component.')
output insightsName string = insights.name
