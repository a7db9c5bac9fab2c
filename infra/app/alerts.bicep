import { alertType } from 'types.bicep'

@description('Beginning of the names of alerts.')
param prefix string
@description('Name of the action group.')
param actionGroupName string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Whom alerts are mailed to; empty: they stand in the portal alone.')
param mailTo string
@description('Workspace that the metrics are kept in.')
param workspaceId string
@description('Alerts on metrics of the app.')
param alerts alertType[]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(mailTo)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'nimbus'
    emailReceivers: [{ name: 'operators', emailAddress: mailTo, useCommonAlertSchema: true }]
  }
}

var actionGroupIds = empty(mailTo) ? [] : [group.id]

// One rule per metric; each fires for every tenant (or queue) by itself, so that the mail says for whom.
resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in alerts: {
  name: '${prefix}${alert.name}'
  location: location
  tags: tags
  properties: {
    displayName: alert.name
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: join([
            'AppMetrics'
            '| where Name == "${alert.metric}"'
            contains(alert, 'only') ? '| where tostring(Properties["${alert.?only.?tag ?? ''}"]) == "${alert.?only.?value ?? ''}"' : '| where true'
            contains(alert, 'share')
              ? '| summarize part = sumif(Sum, tostring(Properties["${alert.?share.?tag ?? ''}"]) == "${alert.?share.?value ?? ''}"), whole = sum(Sum), TimeGenerated = max(TimeGenerated) by ${alert.?by ?? 'tenant'} = tostring(Properties["${alert.?by ?? 'tenant'}"]) | where whole >= ${alert.?share.?least ?? 1} | project TimeGenerated, ${alert.?by ?? 'tenant'}, value = 100.0 * part / whole'
              : '| project TimeGenerated, ${alert.?by ?? 'tenant'} = tostring(Properties["${alert.?by ?? 'tenant'}"]), value = ${alert.aggregation == 'Total' ? 'Sum' : 'Max'}'
          ], '\n')
          metricMeasureColumn: 'value'
          timeAggregation: alert.aggregation
          dimensions: [{ name: alert.?by ?? 'tenant', operator: 'Include', values: ['*'] }]
          operator: alert.operator
          threshold: alert.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: actionGroupIds }
  }
}]

// A metric that no longer comes raises no alert of its own.
resource silence 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}sync-silent'
  location: location
  tags: tags
  properties: {
    displayName: 'sync-silent'
    description: 'A tenant whose directory was synced within two days was not in the last six hours.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT1H'
    windowSize: 'PT6H'
    overrideQueryTimeRange: 'P2D'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '''
            AppMetrics
            | where Name == "nimbus.sync.plans.held"
            | summarize last = max(TimeGenerated) by tenant = tostring(Properties["tenant"])
            | where last < ago(6h)
          '''
          timeAggregation: 'Count'
          dimensions: [{ name: 'tenant', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: actionGroupIds }
  }
}

@description('Ids of the action groups that alerts go to.')
output actionGroupIds string[] = actionGroupIds
