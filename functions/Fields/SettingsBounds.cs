using Microsoft.Extensions.Options;
using NimbusFunctions.Retention;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Fields;

/// <summary>What the operator allows, where a field's range is not the product's.</summary>
internal sealed record SettingsBounds(LimitsOptions Limits, RetentionOptions Retention)
{
    /// <summary>Those of an operator who has set nothing.</summary>
    public static SettingsBounds Usual { get; } = new(new(), new());

    public static SettingsBounds Of(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<LimitsOptions>>().Value, services.GetRequiredService<IOptions<RetentionOptions>>().Value);
}
