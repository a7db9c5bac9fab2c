@description('Beginning of the names of alerts.')
param prefix string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Ids of the action groups.')
param actionGroupIds string[]
@description('Id of the Service Bus namespace.')
param serviceBusId string
@description('Workspace of the host\'s telemetry.')
param workspaceId string

var brokerAlerts = [
  {
    name: 'dead-letters-left'
    metric: 'DeadletteredMessages'
    threshold: 0
    severity: 1
    description: 'Messages lie in a dead-letter sub-queue: the function that collects them does not run, or nobody collects those of a queue that another system reads.'
  }
  {
    name: 'queue-grows'
    metric: 'ActiveMessages'
    threshold: 10000
    severity: 2
    description: 'More than 10,000 messages wait in a queue.'
  }
]

resource broker 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in brokerAlerts: {
  name: '${prefix}${alert.name}'
  location: 'global'
  tags: tags
  properties: {
    description: alert.description
    severity: alert.severity
    enabled: true
    autoMitigate: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: alert.name
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: alert.metric
          // What is there all the time, not what passes through.
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: alert.threshold
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [for id in actionGroupIds: { actionGroupId: id }]
  }
}]

// Invocations that fail are rare: a message that cannot be worked on becomes a row of the dead letters and its invocation a success.
resource failures 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}invocations-fail'
  location: location
  tags: tags
  properties: {
    displayName: 'invocations-fail'
    description: 'More than twenty invocations of a function failed within fifteen minutes: most often the store or the broker does not answer. Look at /health.'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '''
            AppRequests
            | where Success == false and not(ResultCode startswith "4")
            | project TimeGenerated, OperationName
          '''
          timeAggregation: 'Count'
          dimensions: [{ name: 'OperationName', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 20
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: actionGroupIds }
  }
}
