namespace NimbusFunctions.Directory.Removals;

/// <summary>What was removed in the last 24 hours, without what somebody approved.</summary>
/// <param name="ByCause">Users who lost access.</param>
/// <param name="ByService">Users who left each service.</param>
internal sealed record RemovalWindow(IReadOnlyDictionary<GuardCause, int> ByCause, IReadOnlyDictionary<string, int> ByService)
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    public static RemovalWindow Empty { get; } = new(new Dictionary<GuardCause, int>(), new Dictionary<string, int>());

    public int Users => ByCause.Values.Sum();

    public int Of(GuardCause cause) => ByCause.GetValueOrDefault(cause);

    public int OfService(string serviceId) => ByService.GetValueOrDefault(serviceId);

    public RemovalWindow With(RemovalWindow other) => new(Sum(ByCause, other.ByCause), Sum(ByService, other.ByService));

    private static Dictionary<T, int> Sum<T>(IReadOnlyDictionary<T, int> one, IReadOnlyDictionary<T, int> other)
        where T : notnull =>
        one.Concat(other).GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Sum(pair => pair.Value));
}
