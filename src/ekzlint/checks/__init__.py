"""The checks, one module a rule. A check is a function from a view to the drafts of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ekzlint.checks import (
    ekz101_client_supplied_amount,
    ekz102_float_money,
    ekz201_unverified_webhook,
    ekz202_fail_open_verification,
    ekz203_non_constant_time_compare,
    ekz204_signature_over_reserialized_body,
    ekz301_missing_dedupe,
    ekz302_dedupe_after_effect,
    ekz303_non_durable_dedupe,
    ekz304_unstable_event_id,
    ekz305_missing_idempotency_key,
    ekz401_raw_status_in_domain,
    ekz402_untyped_status_compare,
    ekz403_status_map_fails_open,
    ekz404_provider_call_outside_adapter,
    ekz405_raw_payload_in_domain,
    ekz406_fulfilment_in_route,
    ekz501_call_before_persist,
    ekz502_identifiers_dropped,
    ekz505_unknown_payment,
    ekz506_outcome_unrecorded,
    ekz507_fulfil_on_redirect,
    ekz801_hardcoded_secret,
    ekz802_secret_logged,
    ekz803_tls_off,
    ekz804_no_timeout,
)
from ekzlint.findings.model import Draft
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.views import Walk

WALK_CHECKS: dict[str, Callable[[Walk], Iterator[Draft]]] = {
    "EKZ101": ekz101_client_supplied_amount.check,
    "EKZ102": ekz102_float_money.check,
    "EKZ201": ekz201_unverified_webhook.check,
    "EKZ202": ekz202_fail_open_verification.check,
    "EKZ203": ekz203_non_constant_time_compare.check,
    "EKZ204": ekz204_signature_over_reserialized_body.check,
    "EKZ301": ekz301_missing_dedupe.check,
    "EKZ302": ekz302_dedupe_after_effect.check,
    "EKZ303": ekz303_non_durable_dedupe.check,
    "EKZ304": ekz304_unstable_event_id.check,
    "EKZ305": ekz305_missing_idempotency_key.check,
    "EKZ401": ekz401_raw_status_in_domain.check,
    "EKZ402": ekz402_untyped_status_compare.check,
    "EKZ403": ekz403_status_map_fails_open.check,
    "EKZ404": ekz404_provider_call_outside_adapter.check,
    "EKZ405": ekz405_raw_payload_in_domain.check,
    "EKZ406": ekz406_fulfilment_in_route.check,
    "EKZ501": ekz501_call_before_persist.check,
    "EKZ502": ekz502_identifiers_dropped.check,
    "EKZ505": ekz505_unknown_payment.check,
    "EKZ506": ekz506_outcome_unrecorded.check,
    "EKZ507": ekz507_fulfil_on_redirect.check,
    "EKZ802": ekz802_secret_logged.check,
    "EKZ803": ekz803_tls_off.check,
    "EKZ804": ekz804_no_timeout.check,
}
"""Checks of what one entry point does."""

MODULE_CHECKS: dict[str, Callable[[Machine, ModuleInfo], Iterator[Draft]]] = {
    "EKZ102": ekz102_float_money.check_module,
    "EKZ801": ekz801_hardcoded_secret.check_module,
    "EKZ803": ekz803_tls_off.check_module,
}
"""Checks of what a module declares."""
