@description('Name that the workbook is shown with.')
param displayName string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Workspace that it reads.')
param workspaceId string
@description('The workbook, in which {{workspace}} stands for the workspace.')
param content string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // A GUID; the same at every deployment, so that what somebody linked to stays there.
  name: guid(resourceGroup().id, 'nimbus-functions-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: workspaceId
    serializedData: replace(content, '{{workspace}}', workspaceId)
  }
}

@description('Id of the workbook.')
output id string = workbook.id
