@export()
@description('Settings of the app, by section: what its options records read. Names, defaults and ranges are compared with them by a test.')
type settingsType = {
  @description('The token service.')
  Entra: {
    @description('https address of the token service, without a tenant.')
    Authority: string
  }
  @description('Microsoft Graph and how much of it is used.')
  Graph: {
    @description('https address of Microsoft Graph with its version.')
    BaseUrl: string
    @description('Resource units that an instance spends on one tenant in 10 seconds.')
    @minValue(100)
    @maxValue(8000)
    TenantUnits: int
    @description('Resource units that an instance spends on all tenants in 20 seconds. Graph allows the app 150,000: this times the instances at work must stay below.')
    @minValue(1000)
    @maxValue(150000)
    InstanceUnits: int
  }
  @description('Caps that tenants can be given.')
  Limits: {
    @description('The highest cap of external tasks per service.')
    @minValue(1)
    @maxValue(200)
    HighestExternalTaskCap: int
    @description('The highest cap of emails per service.')
    @minValue(1)
    @maxValue(200)
    HighestEmailCap: int
  }
  @description('When an arrival that was sent back comes again, in whole seconds.')
  Arrivals: {
    @description('The shortest wait.')
    @minValue(1)
    @maxValue(3600)
    ShortestDelaySeconds: int
    @description('The longest wait, not below the shortest.')
    @minValue(1)
    @maxValue(3600)
    LongestDelaySeconds: int
  }
  @description('Presence.')
  Presence: {
    @description('Where a grant link leads back to: one of the app registration\'s addresses. Empty: the registration\'s own.')
    GrantRedirectUri: string
  }
  @description('For how long data is kept at most, and how it is purged.')
  Retention: {
    @description('The most days that a tenant can keep data.')
    @minValue(1)
    @maxValue(36500)
    MostDays: int
    @description('The same for the audit and the receipts of purges, not below MostDays.')
    @minValue(1)
    @maxValue(36500)
    MostAuditDays: int
    @description('For how many days messages are kept that were given up.')
    @minValue(1)
    @maxValue(36500)
    DeadLetterDays: int
    @description('How much of its time a purge keeps the store busy, in percent.')
    @minValue(1)
    @maxValue(100)
    SharePercent: int
    @description('For how many hours a lowering is held.')
    @minValue(1)
    @maxValue(720)
    LoweringHoldHours: int
    @description('For how many hours the deletion of a tenant can be called off.')
    @minValue(0)
    @maxValue(720)
    GraceHours: int
    @description('For how many minutes after a tenant has ended its data is left alone.')
    @minValue(0)
    @maxValue(1440)
    QuietMinutes: int
  }
  @description('Traces, metrics and logs. Application Insights gets them in any case.')
  Telemetry: {
    @description('A collector that takes OTLP over http/protobuf as well. Empty: none.')
    OtlpEndpoint: string
    @description('How many percent of the traces that begin in the app are kept.')
    @minValue(0)
    @maxValue(100)
    SampledPercent: int
  }
}

@export()
@description('What infra/queues.json lists: the local edition reads the same file.')
type queuesType = {
  @description('How long a message is locked, an ISO 8601 duration of at most five minutes.')
  lockDuration: string
  @description('After how many deliveries the queue gives a message up.')
  @minValue(1)
  @maxValue(2000)
  maxDeliveryCount: int
  @description('How long the queue remembers the ids of messages.')
  duplicateDetectionHistoryTimeWindow: string
  @description('The queues.')
  queues: queueType[]
}

@export()
@description('A queue.')
type queueType = {
  @description('Its name.')
  name: string
  @description('Whether its messages come in sessions.')
  requiresSession: bool
  @description('The function that reads it; left out: another system does.')
  readBy: string?
  @description('The other system that reads it.')
  reader: string?
  @description('Whether what expires goes to the dead letters; left out: it vanishes.')
  deadLetteringOnMessageExpiration: bool?
}

@export()
@description('An alert on a metric of the app.')
type alertType = {
  @description('Its name.')
  name: string
  @description('The instrument.')
  metric: string
  @description('Which measurements: a tag and its value.')
  only: { tag: string, value: string }?
  @description('The tag that each rule fires for by itself; left out: tenant.')
  by: string?
  @description('Not how many there were, but how many percent of them had this value of a tag, where there were at least so many.')
  share: { tag: string, value: string, least: int }?
  @description('How the measurements of one tenant (or whatever by says) in the window become a number.')
  aggregation: 'Maximum' | 'Total'
  @description('How the number is compared.')
  operator: 'GreaterThan' | 'GreaterThanOrEqual'
  @description('With what, in the unit of the instrument.')
  threshold: int
  @description('The window, an ISO 8601 duration.')
  window: string
  @description('0 is critical, 1 an error, 2 a warning, 3 information.')
  severity: 0 | 1 | 2 | 3
  @description('What has happened and what to do.')
  description: string
}
