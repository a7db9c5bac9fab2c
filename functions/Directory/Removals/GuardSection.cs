using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// The section <c>removals</c>: from how many removals on a plan is held until somebody approves it. A cause without
/// a rule of its own follows <see cref="Default"/>.
/// </summary>
internal sealed record GuardSection(
    GuardRule? Default = null,
    GuardRule? Deleted = null,
    GuardRule? SoftDeleted = null,
    GuardRule? LeftLastService = null,
    GuardRule? TeamGone = null)
{
    private static readonly GuardRule Usual = new();

    public GuardRule Of(GuardCause cause) => (cause switch
    {
        GuardCause.Deleted => Deleted,
        GuardCause.SoftDeleted => SoftDeleted,
        GuardCause.LeftLastService => LeftLastService,
        _ => TeamGone,
    }) ?? Default ?? Usual;

    public static void Validate(GuardSection section, ValidationErrors errors)
    {
        foreach (var (field, rule) in new[]
        {
            ("default", section.Default), ("deleted", section.Deleted), ("softDeleted", section.SoftDeleted),
            ("leftLastService", section.LeftLastService), ("teamGone", section.TeamGone),
        })
        {
            if (rule is not null)
                GuardRule.Validate(field, rule, errors);
        }
    }
}
